import type { CheckTrigger } from '@springboard/contracts/attempts.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { backoffFromMs, leastGapMs, nextPause } from './backoff.ts';

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
  const renewed = new Date(Math.max(row.lastActivityAt?.getTime() ?? 0, now.getTime() - backoffFromMs[kind]));
  await tx
    .update(attempt)
    .set({ lastActivityAt: renewed, ...(sooner ? { nextGradeAt: wanted } : {}) })
    .where(eq(attempt.id, attemptId));
  if (sooner) await wakeAt(ctx, tx, attemptId, wanted, 'activity');
}

/** A task that no check passes is done: the next one's fault is made, and its checks begin. */
export async function askForNextTask(
  ctx: ScheduleContext,
  tx: Transaction,
  attemptId: string,
): Promise<void> {
  const now = ctx.clock();
  await tx.update(attempt).set({ nextGradeAt: now }).where(eq(attempt.id, attemptId));
  await wakeAt(ctx, tx, attemptId, now, 'activity');
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

/** What a run found when it began. */
export interface RunClaim {
  /** The learner pressed *Check*. */
  readonly asked: boolean;
  /** Stands as the next time while the run goes on: should it die, somebody looks again then. */
  readonly lease: Date;
}

/** A run that died is taken up again after this, in milliseconds; longer than any pause between runs. */
const leaseMs = 30_000;
/** Clocks of worker and database may differ by so much, in milliseconds. */
const toleranceMs = 250;

/** Takes the run that is due; null when the attempt is over or it is not time yet. */
export async function claimRunOf(
  ctx: ScheduleContext,
  tx: Transaction,
  attemptId: string,
  trigger: CheckTrigger,
): Promise<RunClaim | null> {
  const row = await lockAttempt(tx, attemptId);
  if (row?.state !== 'active') return null;
  const now = ctx.clock();
  const due = row.nextGradeAt === null || row.nextGradeAt.getTime() <= now.getTime() + toleranceMs;
  const asked = row.gradeAsked || trigger === 'asked';
  if (!due && !asked && trigger !== 'finish') return null;
  const lease = new Date(now.getTime() + leaseMs);
  await tx
    .update(attempt)
    .set({ nextGradeAt: lease, gradedAt: now, gradeAsked: false })
    .where(eq(attempt.id, attemptId));
  return { asked, lease };
}

/** A run that is owed whether somebody is there or not comes this often, in milliseconds. */
const owedEveryMs = 60_000;

/** When a run follows: while the learner is at work, in any case because one is owed, or not before something is asked for. */
export type AfterRun = 'by activity' | 'in any case' | 'never';

/** Sets the time of the next run by back-off, unless a trigger asked for an earlier one meanwhile. */
export async function scheduleAfterRun(
  ctx: ScheduleContext,
  tx: Transaction,
  attemptId: string,
  claim: RunClaim,
  after: AfterRun,
): Promise<void> {
  const row = await lockAttempt(tx, attemptId);
  if (row?.state !== 'active') return;
  const untouched = row.nextGradeAt?.getTime() === claim.lease.getTime();
  if (after === 'never') {
    // What was asked for meanwhile stands: it may be about what came since.
    if (untouched) await tx.update(attempt).set({ nextGradeAt: null }).where(eq(attempt.id, attemptId));
    return;
  }
  const now = ctx.clock();
  const byActivity = nextPause(now.getTime() - (row.lastActivityAt ?? row.startedAt).getTime());
  const pause = byActivity ?? (after === 'in any case' ? owedEveryMs : null);
  const next = pause === null ? null : new Date(now.getTime() + pause);
  const wish = untouched ? null : row.nextGradeAt;
  if (wish !== null && (next === null || wish <= next)) return;
  await tx.update(attempt).set({ nextGradeAt: next }).where(eq(attempt.id, attemptId));
  if (next !== null) await wakeAt(ctx, tx, attemptId, next, 'backoff');
}

/** Wakes somebody at once when a run is due already. */
export async function wakeIfDue(
  ctx: Pick<Context, 'db'> & ScheduleContext,
  attemptId: string,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const row = await lockAttempt(tx, attemptId);
    if (row?.state !== 'active' || row.nextGradeAt === null || row.nextGradeAt > ctx.clock()) return;
    await wakeAt(ctx, tx, attemptId, row.nextGradeAt, row.gradeAsked ? 'asked' : 'activity');
  });
}
