import type { LabDefinition } from '@springboard/lab-format/model.ts';

/** What the format knows of a lab and this release does not grade, a line each. Such a lab is not published: without a review a task would count as passed. */
export function notGradedYet(lab: LabDefinition): string[] {
  return lab.tasks
    .filter(({ kind }) => kind === 'written' || kind === 'recorded')
    .map((task) => `tasks/${task.id}: this release does not do tasks of kind "${task.kind}" yet`);
}
