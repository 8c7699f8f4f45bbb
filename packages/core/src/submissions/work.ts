import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';

/** A task that a person reviews. */
export type ReviewedTask = Extract<TaskDefinition, { kind: 'written' | 'recorded' }>;

export function isReviewed(task: TaskDefinition): task is ReviewedTask {
  return task.kind === 'written' || task.kind === 'recorded';
}
