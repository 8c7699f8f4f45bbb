import type { HelpCheck } from '@springboard/contracts/help-queue.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { demoId } from '../dice.ts';
import type { History } from '../history.ts';

/** The attempt of somebody at a lab. */
export function attemptOf(
  history: History,
  { personId, lab, number }: { readonly personId: string; readonly lab: string; readonly number: number },
): History['attempts'][number] {
  const id = demoId('attempt', personId, lab, number);
  const attempt = history.attempts.find((one) => one.id === id);
  if (!attempt) throw new Error(`${personId} has no attempt ${number} at ${lab}`);
  return attempt;
}

/** What the checks of a task had said up to a moment. */
export function checksAt(history: History, attemptId: string, task: TaskDefinition, at: Date): HelpCheck[] {
  return task.checks.map(({ id, title }) => {
    const runs = history.checkRuns.filter(
      (run) =>
        run.attemptId === attemptId && run.taskId === task.id && run.checkId === id && run.startedAt <= at,
    );
    const latest = runs.at(-1);
    return {
      id,
      title,
      verdict: latest?.verdict ?? null,
      passed: runs.some(({ verdict }) => verdict === 'pass'),
      text: latest?.learnerText ?? null,
      at: latest?.startedAt.toISOString() ?? null,
    };
  });
}
