import type { LabDefinition } from '@springboard/lab-format/model.ts';

/**
 * What the format knows of a lab and this release does not grade, a line each. Such a lab is not published: without checks a task would count as
 * passed, and an invariant that nobody watches would be a promise not kept.
 */
export function notGradedYet(lab: LabDefinition): string[] {
  const tasks = lab.tasks.flatMap((task) => {
    const found: string[] = [];
    if (task.kind !== 'checked') found.push(`tasks of kind "${task.kind}"`);
    if (task.checks.some(({ hold }) => hold)) found.push('checks with "hold"');
    if (task.hints.some(({ script }) => script)) found.push('hints that are computed');
    return found.map((what) => `tasks/${task.id}: this release does not do ${what} yet`);
  });
  return lab.invariants.length > 0
    ? [...tasks, 'lab.yaml: this release does not watch invariants yet']
    : tasks;
}
