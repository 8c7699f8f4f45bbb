import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';

/** Where the steps leave what they printed, and their reports. */
export const resultsFolder = join(repositoryRoot, 'test-results');

const running = new Set<ChildProcess>();

export interface CommandResult {
  readonly code: number;
  readonly output: string;
  readonly logFile: string;
}

/** Runs one step's program in a process group of its own; everything it prints goes to `test-results/<name>.log`. */
export async function runStep(
  name: string,
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void = () => {},
): Promise<CommandResult> {
  mkdirSync(resultsFolder, { recursive: true });
  const logFile = join(resultsFolder, `${name}.log`);
  const log = createWriteStream(logFile);
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: repositoryRoot,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const chunks: string[] = [];
  let rest = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      log.write(chunk);
      chunks.push(chunk);
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
  }
  const [code] = await once(child, 'close').catch((error: Error) => {
    chunks.push(error.message);
    return [127];
  });
  running.delete(child);
  log.end();
  return { code: code ?? 1, output: chunks.join(''), logFile };
}

/** Ends whatever runs, with all that it started. */
export function endSteps(signal: NodeJS.Signals = 'SIGTERM'): void {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, signal);
    } catch {
      // It has just ended by itself.
    }
  }
}

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g');

/** The last lines of an output that say something. */
export function tail(output: string, count: number): string[] {
  const lines = output
    .replace(escapes, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter(Boolean);
  return lines.slice(-count);
}
