import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';

/** As much of a stored check as progress follows from. */
export interface CheckState {
  readonly taskId: string;
  readonly checkId: string;
  readonly passedAt: Date | null;
}

/** Ids of the task's checks that have not passed yet. */
export function openChecks(task: TaskDefinition, states: readonly CheckState[]): string[] {
  return task.checks
    .map((check) => check.id)
    .filter(
      (id) =>
        !states.some((state) => state.taskId === task.id && state.checkId === id && state.passedAt !== null),
    );
}

/** The first task with a check that has not passed; undefined when all is done. */
export function currentTask(
  definition: Pick<LabDefinition, 'tasks'>,
  states: readonly CheckState[],
): TaskDefinition | undefined {
  return definition.tasks.find((task) => openChecks(task, states).length > 0);
}
