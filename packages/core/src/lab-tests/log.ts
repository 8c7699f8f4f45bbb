import type { LabTestStepRow } from '@springboard/db/repositories/lab-tests.ts';
import type { CheckSeen } from '@springboard/grading/contract/report.ts';

/** What a step's script printed and what its checks saw, as a text. */
export function logOf({ log, checks }: Pick<LabTestStepRow, 'log' | 'checks'>): string {
  const lines = log === '' ? [] : [log.trimEnd()];
  for (const { id, verdict, learnerText, authorText, evidence } of checks as CheckSeen[]) {
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
  return lines.join('\n');
}
