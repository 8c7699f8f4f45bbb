import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatFinding } from '@springboard/grading/contract/report.ts';
import type { RoundResult } from './rounds.ts';

/** Keeps all that a round's scripts and checks said, as a text; answers its path. */
export async function writeLog(folder: string, result: RoundResult): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${result.lab.replaceAll('/', '-')}-${result.round}.log`);
  await writeFile(path, `${linesOf(result).join('\n')}\n`);
  return path;
}

function linesOf(result: RoundResult): string[] {
  const lines = [`${result.lab}, seed ${result.seed}: ${result.ok ? 'ok' : 'failed'}`];
  if (result.trouble !== undefined) lines.push(result.trouble);
  for (const { seed, steps } of result.report?.seeds ?? []) {
    lines.push('', `# seed ${seed}`);
    for (const { task, step, ok, durationMs, log, checks, findings } of steps) {
      lines.push(
        '',
        `## ${task === null ? '' : `${task}: `}${step}: ${ok ? 'ok' : 'FAILED'}, ${durationMs} ms`,
      );
      if (log !== '') lines.push(log);
      for (const { id, verdict, learnerText, authorText, evidence } of checks) {
        lines.push(`${id} on ${evidence.node}: ${verdict}${learnerText === null ? '' : `: ${learnerText}`}`);
        if (authorText !== null) lines.push(`  for the author: ${authorText}`);
        for (const [stream, text] of Object.entries({ stdout: evidence.stdout, stderr: evidence.stderr }))
          if (text !== '')
            lines.push(
              ...text
                .trimEnd()
                .split('\n')
                .map((line) => `  ${stream}: ${line}`),
            );
      }
      lines.push(...findings.map(formatFinding));
    }
  }
  return lines;
}
