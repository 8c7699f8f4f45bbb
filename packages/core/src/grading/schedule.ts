import type { Transaction } from '@springboard/db/client.ts';
import { lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { leastGapMs } from './backoff.ts';

type ScheduleContext = Pick<Context, 'enqueue' | 'clock'>;

/**
 * When an attempt is graded next stands in its row; jobs only wake somebody to look at it. So a trigger can never be
 * lost in a job that collapsed into another, and a wake-up too many does nothing.
 */
export async function askForRun(ctx: ScheduleContext, tx: Transaction, attemptId: string): Promise<void> {
  const now = ctx.clock();
  const set = { lastActivityAt: now, nextGradeAt: now, gradeAsked: true };
  await tx.update(attempt).set(set).where(eq(attempt.id, attemptId));
  await ctx.enqueue(tx, 'attempt.grade', { attemptId, trigger: 'asked' });
}

/** Notes activity in a terminal and brings the next run forward to when this kind of activity may have one. */
export async function noteActivity(
  ctx: ScheduleContext,
  tx: Transaction,
  attemptId: string,
  kind: keyof typeof leastGapMs,
): Promise<void> {
  const row = await lockAttempt(tx, attemptId);
  if (row?.state !== 'active') return;
  const now = ctx.clock();
  const earliest = (row.gradedAt?.getTime() ?? 0) + leastGapMs[kind];
  const wanted = new Date(Math.max(now.getTime(), earliest));
  const sooner = row.nextGradeAt === null || wanted < row.nextGradeAt;
  await tx
    .update(attempt)
    .set({ lastActivityAt: now, ...(sooner ? { nextGradeAt: wanted } : {}) })
    .where(eq(attempt.id, attemptId));
  if (sooner) await wakeAt(ctx, tx, attemptId, wanted, 'activity');
}

/** Has somebody look at the attempt at that moment. */
export async function wakeAt(
  ctx: ScheduleContext,
  tx: Transaction,
  attemptId: string,
  at: Date,
  trigger: 'activity' | 'backoff' | 'asked',
): Promise<void> {
  await ctx.enqueue(tx, 'attempt.grade', { attemptId, trigger }, { runAt: at });
}
