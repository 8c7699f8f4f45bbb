import { createInterface } from 'node:readline/promises';
import { CliError, exit } from '../api/errors.ts';

/** Asks on the terminal before something that cannot be taken back. Without a terminal only `--yes` will do. */
export async function confirmed(question: string, yes: boolean): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) {
    throw new CliError(
      exit.usage,
      'There is no terminal to ask on. Nothing was changed.',
      'Add --yes if you are sure.',
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
