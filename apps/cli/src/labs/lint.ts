import { join, relative } from 'node:path';
import type { Topology } from '@springboard/environments/topology.ts';
import type { Output } from '@springboard/host/output.ts';
import { lintLabs } from '@springboard/lab-format/lint/lint.ts';
import type { ContentProblem } from '@springboard/lab-format/problems.ts';
import { exit } from '../api/errors.ts';
import { selectLabs } from './content.ts';

export interface LintOptions {
  readonly labs: string;
  readonly format: 'text' | 'json';
}

/** `springboard lab lint [LAB…]`; answers the exit code. */
export async function lintCommand(
  names: readonly string[],
  options: LintOptions,
  topologies: ReadonlyMap<string, Topology>,
  output: Output,
): Promise<number> {
  const { root, slugs } = await selectLabs(options.labs, names);
  const report = await lintLabs(root, { topologies, only: names.length === 0 ? undefined : slugs });
  const problems = report.problems.map((problem) => ({
    ...problem,
    file: relative(process.cwd(), join(root, problem.file)),
  }));
  const count = (severity: ContentProblem['severity']) =>
    problems.filter((problem) => problem.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (options.format === 'json')
    output.line(
      JSON.stringify({ labs: report.labs, errors, warnings, problems, notes: report.notes }, null, 2),
    );
  else {
    for (const { file, line, column, severity, message } of problems)
      output.line(
        `${file}:${line}:${column}: ${output.paint(severity === 'error' ? 'red' : 'yellow', severity)}: ${message}`,
      );
    for (const note of report.notes) output.line(output.paint('dim', note));
    output.line(
      `${several(report.labs.length, 'lab')}: ${several(errors, 'error')}, ${several(warnings, 'warning')}.`,
    );
  }
  return errors > 0 ? exit.failed : exit.done;
}

export function several(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
