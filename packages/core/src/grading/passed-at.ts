import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { AttemptProgress } from '../attempts/progress.ts';

/** When the last check of a task passed; null while one has not, and for a task that has none. */
export function passedAt(task: TaskDefinition, { checks }: Pick<AttemptProgress, 'checks'>): Date | null {
  const times = task.checks.map(
    ({ id }) =>
      checks.find((row) => row.taskId === task.id && row.checkId === id)?.passedAt?.getTime() ?? null,
  );
  if (times.length === 0 || times.includes(null)) return null;
  return new Date(Math.max(...times.map((time) => time ?? 0)));
}
