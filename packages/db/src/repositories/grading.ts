import type { Verdict } from '@springboard/contracts/attempts.ts';
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { attempt, checkRun, hintOpened, taskCheck } from '../schema/attempts.ts';
import { anyOf } from './any-of.ts';

export type TaskCheckRow = typeof taskCheck.$inferSelect;
export type HintOpenedRow = typeof hintOpened.$inferSelect;

/** Best and latest results of an attempt's checks; a check that never ran has no row. */
export async function listTaskChecks(db: Queryable, attemptId: string): Promise<TaskCheckRow[]> {
  return db.select().from(taskCheck).where(eq(taskCheck.attemptId, attemptId));
}

/** The same for several attempts. */
export async function listTaskChecksOf(
  db: Queryable,
  attemptIds: readonly string[],
): Promise<TaskCheckRow[]> {
  if (attemptIds.length === 0) return [];
  return db.select().from(taskCheck).where(anyOf(taskCheck.attemptId, attemptIds));
}

/** Of several attempts the checks that have passed, with what tells which task is behind the learner. */
export async function listPassedChecks(
  db: Queryable,
  attemptIds: readonly string[],
): Promise<Pick<TaskCheckRow, 'attemptId' | 'taskId' | 'checkId' | 'passedAt' | 'latestVerdict'>[]> {
  if (attemptIds.length === 0) return [];
  const { attemptId, taskId, checkId, passedAt, latestVerdict } = taskCheck;
  return db
    .select({ attemptId, taskId, checkId, passedAt, latestVerdict })
    .from(taskCheck)
    .where(and(anyOf(attemptId, attemptIds), isNotNull(passedAt)));
}

export async function listHintsOpened(
  db: Queryable,
  attemptIds: readonly string[],
): Promise<HintOpenedRow[]> {
  if (attemptIds.length === 0) return [];
  return db
    .select()
    .from(hintOpened)
    .where(anyOf(hintOpened.attemptId, attemptIds))
    .orderBy(asc(hintOpened.hintIndex));
}

/** True if it was opened now; false if it was open. */
export async function insertHintOpened(
  tx: Queryable,
  hint: typeof hintOpened.$inferInsert,
): Promise<boolean> {
  const rows = await tx.insert(hintOpened).values(hint).onConflictDoNothing().returning();
  return rows.length > 0;
}

/** Marks checks as running now. */
export async function markRunning(
  tx: Queryable,
  attemptId: string,
  taskId: string,
  checkIds: readonly string[],
): Promise<void> {
  if (checkIds.length === 0) return;
  await tx
    .insert(taskCheck)
    .values(checkIds.map((checkId) => ({ attemptId, taskId, checkId, running: true })))
    .onConflictDoUpdate({
      target: [taskCheck.attemptId, taskCheck.taskId, taskCheck.checkId],
      set: { running: true },
    });
}

/** Stores whether a check that passed was still true at *finish*. */
export async function saveHeld(
  tx: Queryable,
  { attemptId, taskId, checkId }: { attemptId: string; taskId: string; checkId: string },
  held: boolean,
): Promise<void> {
  await tx
    .update(taskCheck)
    .set({ held })
    .where(
      and(eq(taskCheck.attemptId, attemptId), eq(taskCheck.taskId, taskId), eq(taskCheck.checkId, checkId)),
    );
}

/** Nothing of the attempt runs any more; true if something was marked as running. */
export async function clearRunning(tx: Queryable, attemptId: string): Promise<boolean> {
  const rows = await tx
    .update(taskCheck)
    .set({ running: false })
    .where(and(eq(taskCheck.attemptId, attemptId), eq(taskCheck.running, true)))
    .returning({ checkId: taskCheck.checkId });
  return rows.length > 0;
}

/** What was seen in an environment that is given up says nothing about the next; what passed stays passed. */
export async function forgetLatestVerdicts(tx: Queryable, attemptId: string): Promise<void> {
  await tx.update(taskCheck).set({ held: null }).where(eq(taskCheck.attemptId, attemptId));
  await tx
    .update(taskCheck)
    .set({ latestVerdict: null, latestText: null, latestAt: null })
    .where(and(eq(taskCheck.attemptId, attemptId), isNull(taskCheck.passedAt)));
}

/** A text for the learner while the verdict is waited for. */
export async function saveWaitingText(
  tx: Queryable,
  key: { attemptId: string; taskId: string; checkId: string },
  latestText: string,
): Promise<void> {
  await tx
    .insert(taskCheck)
    .values({ ...key, latestText, running: true })
    .onConflictDoUpdate({
      target: [taskCheck.attemptId, taskCheck.taskId, taskCheck.checkId],
      set: { latestText, running: true },
    });
}

export interface StoredVerdict {
  readonly attemptId: string;
  readonly taskId: string;
  readonly checkId: string;
  readonly verdict: Verdict;
  readonly learnerText: string | null;
  readonly at: Date;
  /** Whether it counts as a try of the learner's. */
  readonly countsAsTry: boolean;
}

/** Stores the latest verdict of a check. What passed once stays passed, whatever comes later. True when it passed for the first time. */
export async function saveVerdict(tx: Queryable, stored: StoredVerdict): Promise<boolean> {
  const { attemptId, taskId, checkId, verdict, learnerText, at } = stored;
  const latest = { latestVerdict: verdict, latestText: learnerText, latestAt: at, running: false };
  const passedAt = verdict === 'pass' ? at : null;
  const tries = stored.countsAsTry ? 1 : 0;
  const before = verdict === 'pass' ? await passedBefore(tx, stored) : true;
  await tx
    .insert(taskCheck)
    .values({ attemptId, taskId, checkId, ...latest, passedAt, tries })
    .onConflictDoUpdate({
      target: [taskCheck.attemptId, taskCheck.taskId, taskCheck.checkId],
      set: {
        ...latest,
        passedAt: sql`coalesce(${taskCheck.passedAt}, excluded.passed_at)`,
        tries: sql`${taskCheck.tries} + excluded.tries`,
      },
    });
  return !before;
}

/** The attempt is locked. */
async function passedBefore(tx: Queryable, { attemptId, taskId, checkId }: StoredVerdict): Promise<boolean> {
  const [row] = await tx
    .select({ passedAt: taskCheck.passedAt })
    .from(taskCheck)
    .where(
      and(eq(taskCheck.attemptId, attemptId), eq(taskCheck.taskId, taskId), eq(taskCheck.checkId, checkId)),
    );
  return row?.passedAt != null;
}

/** Stores a run of a check and counts it at its attempt. */
export async function insertCheckRun(tx: Queryable, run: typeof checkRun.$inferInsert): Promise<void> {
  await tx.insert(checkRun).values(run);
  const broken = run.verdict === 'environment_broken' || run.verdict === 'check_broken' ? 1 : 0;
  await tx
    .update(attempt)
    .set({ runs: sql`${attempt.runs} + 1`, brokenRuns: sql`${attempt.brokenRuns} + ${broken}` })
    .where(eq(attempt.id, run.attemptId));
}

/** Counts the runs of attempts whose runs were stored all at once. */
export async function countRunsOf(tx: Queryable, attemptIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update attempt a set runs = r.runs, broken_runs = r.broken
    from (
      select attempt_id, count(*) as runs,
        count(*) filter (where verdict in ('environment_broken', 'check_broken')) as broken
      from check_run where attempt_id = any(${sql.param([...attemptIds])}::uuid[]) group by attempt_id) r
    where a.id = r.attempt_id`);
}

/** Checks that have passed in this environment. */
export async function listPassedIn(
  db: Queryable,
  attemptId: string,
  environmentId: string,
): Promise<{ taskId: string; checkId: string }[]> {
  const { taskId, checkId, verdict } = checkRun;
  return db
    .selectDistinct({ taskId, checkId })
    .from(checkRun)
    .where(
      and(eq(checkRun.attemptId, attemptId), eq(checkRun.environmentId, environmentId), eq(verdict, 'pass')),
    );
}

/** Forgets what checks said, passes included. */
export async function forgetChecks(
  tx: Transaction,
  attemptId: string,
  checks: readonly { readonly taskId: string; readonly checkId: string }[],
): Promise<void> {
  for (const { taskId, checkId } of checks)
    await tx
      .delete(taskCheck)
      .where(
        and(eq(taskCheck.attemptId, attemptId), eq(taskCheck.taskId, taskId), eq(taskCheck.checkId, checkId)),
      );
}
