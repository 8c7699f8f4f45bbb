import type { HelpCheck, HelpContext } from '@springboard/contracts/help-queue.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import { listTaskChecks } from '@springboard/db/repositories/grading.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { Context } from '../context.ts';
import { lastScreen } from '../recordings/last-screen.ts';

/** What is kept with a question at this moment: what the task's checks said last, and the last lines of the screen. */
export async function contextOf(
  ctx: Pick<Context, 'db' | 'recordings' | 'log' | 'clock'>,
  { id, environmentId }: Pick<AttemptRow, 'id' | 'environmentId'>,
  task: TaskDefinition,
): Promise<HelpContext> {
  const rows = (await listTaskChecks(ctx.db, id)).filter(({ taskId }) => taskId === task.id);
  const checks = task.checks.map((check): HelpCheck => {
    const row = rows.find(({ checkId }) => checkId === check.id);
    return {
      id: check.id,
      title: check.title,
      verdict: row?.latestVerdict ?? null,
      passed: row?.passedAt != null,
      text: row?.latestText ?? null,
      at: row?.latestAt?.toISOString() ?? null,
    };
  });
  return { checks, ...(await lastScreen(ctx, { attemptId: id, environmentId, at: ctx.clock() })) };
}
