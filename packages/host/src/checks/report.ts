import type { HostFacts } from '../facts/collect.ts';
import { columns, type Output } from '../output.ts';
import type { Check } from './check.ts';
import { engineChecks, kernelChecks, limitChecks } from './engine.ts';
import { isolationChecks } from './isolation.ts';
import { machineChecks, portChecks, resourceChecks } from './machine.ts';

export interface CheckGroup {
  readonly title: string;
  readonly checks: readonly Check[];
}

/** All checks of a machine from its facts. */
export function checkGroups(facts: HostFacts, platformRuns: boolean): CheckGroup[] {
  return [
    { title: 'Machine', checks: machineChecks(facts) },
    { title: 'Resources', checks: [...resourceChecks(facts), ...portChecks(facts, platformRuns)] },
    { title: 'Engine', checks: engineChecks(facts) },
    { title: 'Isolation', checks: isolationChecks(facts) },
    { title: 'Kernel', checks: kernelChecks(facts) },
    { title: 'Limits', checks: limitChecks(facts) },
  ];
}

const marks = { fine: 'fine   ', warning: 'warning', missing: 'missing' } as const;
const colours = { fine: 'green', warning: 'yellow', missing: 'red' } as const;

/** Prints the checks for a person: what was found, and where needed what it costs and how to mend it. */
export function printReport(groups: readonly CheckGroup[], output: Output): void {
  const width = Math.max(...groups.flatMap(({ checks }) => checks.map(({ title }) => title.length)));
  for (const { title, checks } of groups) {
    output.line(output.paint('bold', title));
    for (const check of checks) {
      const mark = output.paint(colours[check.status], marks[check.status]);
      output.line(`  ${mark}  ${check.title.padEnd(width)}  ${check.found}`);
      const notes = [
        ...(check.cost ? [['cost:', check.cost]] : []),
        ...(check.remedy ? [['mend:', check.remedy]] : []),
      ];
      for (const line of columns(notes, 13 + width)) output.line(output.paint('dim', line));
    }
    output.line();
  }
  const count = (status: Check['status']) =>
    groups.flatMap(({ checks }) => checks).filter((check) => check.status === status).length;
  const summary = [`${count('fine')} fine`, `${count('warning')} with a cost`, `${count('missing')} missing`];
  output.line(summary.join(', '));
}

/** 1 when something is missing that is needed. */
export function exitCodeOf(groups: readonly CheckGroup[]): number {
  return groups.some(({ checks }) => checks.some(({ status }) => status === 'missing')) ? 1 : 0;
}
