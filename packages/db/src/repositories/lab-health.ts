import { and, count, desc, eq, gte, inArray, isNull, ne, not, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { attempt, checkRun, hintOpened, labFeedback } from '../schema/attempts.ts';
import { labTest } from '../schema/lab-tests.ts';
import { labVersion } from '../schema/labs.ts';
import { person } from '../schema/people.ts';

export type FeedbackRow = typeof labFeedback.$inferSelect;

const counted = (since: Date, slug?: string) =>
  and(
    not(attempt.preview),
    gte(attempt.startedAt, since),
    slug === undefined ? undefined : eq(attempt.slug, slug),
  );

/** Attempts that began since then and the runs of their checks, by lab, or of one lab only: one index has all of it. */
export async function countByLab(db: Queryable, since: Date, slug?: string) {
  return db
    .select({
      slug: attempt.slug,
      attempts: count(),
      finished: sql<number>`count(*) filter (where ${attempt.state} = 'finished')`.mapWith(Number),
      minutes: sql<number | null>`percentile_cont(0.5) within group (order by ${attempt.usedSeconds})
        filter (where ${attempt.state} = 'finished') / 60`,
      runs: sql<number>`sum(${attempt.runs})`.mapWith(Number),
      broken: sql<number>`sum(${attempt.brokenRuns})`.mapWith(Number),
    })
    .from(attempt)
    .where(counted(since, slug))
    .groupBy(attempt.slug);
}

export async function countOpenFeedback(db: Queryable): Promise<{ slug: string; open: number }[]> {
  return db
    .select({ slug: labFeedback.slug, open: count() })
    .from(labFeedback)
    .where(isNull(labFeedback.answeredAt))
    .groupBy(labFeedback.slug);
}

/** The attempts at a lab that health is counted of, the latest first. */
export async function listCountedAttempts(db: Queryable, slug: string, since: Date, limit: number) {
  return db.select().from(attempt).where(counted(since, slug)).orderBy(desc(attempt.startedAt)).limit(limit);
}

/** How often a check ran, said nothing of the learner's work, and then, in the same environment, did. */
interface CheckCounts {
  readonly taskId: string;
  readonly checkId: string;
  readonly runs: number;
  readonly environmentBroken: number;
  readonly checkBroken: number;
  readonly recovered: number;
}

/** By check: runs of each verdict, and how often it was broken and then said something in the same environment. */
export async function countRunsByCheck(
  db: Queryable,
  attemptIds: readonly string[],
): Promise<readonly CheckCounts[]> {
  if (attemptIds.length === 0) return [];
  // Only of the few runs that were broken is it asked what came next: to put all of them in their order takes most of the time.
  const { rows } = await db.execute<CheckCounts & Record<string, unknown>>(sql`
    select r.task_id as "taskId", r.check_id as "checkId", count(*)::int as runs,
      (count(*) filter (where r.verdict = 'environment_broken'))::int as "environmentBroken",
      (count(*) filter (where r.verdict = 'check_broken'))::int as "checkBroken",
      (count(*) filter (where case when r.verdict = 'check_broken' then (
        select n.verdict from check_run n
        where n.attempt_id = r.attempt_id and n.id > r.id and n.task_id = r.task_id and n.check_id = r.check_id
          and n.environment_id is not distinct from r.environment_id
        order by n.id limit 1) in ('pass', 'not_yet') end))::int as recovered
    from check_run r
    where r.attempt_id = any(${sql.param([...attemptIds])}::uuid[])
    group by r.task_id, r.check_id`);
  return rows;
}

/** What learners were told by checks that did not pass, the most frequent first. */
export async function countTexts(db: Queryable, attemptIds: readonly string[]) {
  if (attemptIds.length === 0) return [];
  return db
    .select({
      taskId: checkRun.taskId,
      checkId: checkRun.checkId,
      text: sql<string>`${checkRun.learnerText}`,
      times: count(),
    })
    .from(checkRun)
    .where(
      and(
        inArray(checkRun.attemptId, [...attemptIds]),
        eq(checkRun.verdict, 'not_yet'),
        sql`${checkRun.learnerText} is not null`,
      ),
    )
    .groupBy(checkRun.taskId, checkRun.checkId, checkRun.learnerText)
    .orderBy(desc(count()))
    .limit(500);
}

export async function countHints(db: Queryable, attemptIds: readonly string[]) {
  if (attemptIds.length === 0) return [];
  return db
    .select({ taskId: hintOpened.taskId, index: hintOpened.hintIndex, times: count() })
    .from(hintOpened)
    .where(inArray(hintOpened.attemptId, [...attemptIds]))
    .groupBy(hintOpened.taskId, hintOpened.hintIndex);
}

/** Versions and generations whose contract tests passed and failed, with how often each. */
export async function listDisagreeingTests(db: Queryable, slug: string, since: Date) {
  const passed = sql<number>`count(*) filter (where ${labTest.state} = 'passed')`.mapWith(Number);
  const failed = sql<number>`count(*) filter (where ${labTest.state} = 'failed')`.mapWith(Number);
  const rows = await db
    .select({ hash: labTest.hash, passed, failed })
    .from(labTest)
    .where(and(eq(labTest.slug, slug), gte(labTest.createdAt, since)))
    .groupBy(labTest.hash, labTest.generation);
  return rows.filter((row) => row.passed > 0 && row.failed > 0);
}

/** The latest runs of a check that did not pass. */
export async function listFailures(
  db: Queryable,
  { slug, since, taskId, checkId }: { slug: string; since: Date; taskId: string; checkId: string },
  limit: number,
) {
  return db
    .select({
      at: checkRun.startedAt,
      attemptId: checkRun.attemptId,
      personId: attempt.personId,
      environmentId: checkRun.environmentId,
      verdict: checkRun.verdict,
      learnerText: checkRun.learnerText,
      authorText: checkRun.authorText,
    })
    .from(checkRun)
    .innerJoin(attempt, eq(attempt.id, checkRun.attemptId))
    .where(
      and(
        counted(since, slug),
        eq(checkRun.taskId, taskId),
        eq(checkRun.checkId, checkId),
        ne(checkRun.verdict, 'pass'),
      ),
    )
    .orderBy(desc(checkRun.id))
    .limit(limit);
}

export async function insertFeedback(
  tx: Transaction,
  row: Pick<
    FeedbackRow,
    'attemptId' | 'slug' | 'taskId' | 'labVersionId' | 'environmentId' | 'text' | 'verdicts' | 'at'
  >,
): Promise<FeedbackRow> {
  const [made] = await tx.insert(labFeedback).values(row).returning();
  if (!made) throw new Error('the feedback was not stored');
  return made;
}

export async function countOpenFeedbackOf(db: Queryable, attemptId: string): Promise<number> {
  return db.$count(labFeedback, and(eq(labFeedback.attemptId, attemptId), isNull(labFeedback.answeredAt)));
}

/** What was said of a lab, or in an attempt, or one of them, with names; the newest first. */
export async function listFeedback(
  db: Queryable,
  of: { readonly slug?: string; readonly attemptId?: string; readonly id?: string },
  limit: number,
) {
  const answerer = db
    .select({ id: person.id, name: sql<string>`${person.name}`.as('answerer_name') })
    .from(person)
    .as('answerer');
  return db
    .select({ feedback: labFeedback, person: person.name, answerer: answerer.name, version: labVersion })
    .from(labFeedback)
    .innerJoin(attempt, eq(attempt.id, labFeedback.attemptId))
    .innerJoin(person, eq(person.id, attempt.personId))
    .innerJoin(labVersion, eq(labVersion.id, labFeedback.labVersionId))
    .leftJoin(answerer, eq(answerer.id, labFeedback.answeredBy))
    .where(
      and(
        of.slug === undefined ? undefined : eq(labFeedback.slug, of.slug),
        of.attemptId === undefined ? undefined : eq(labFeedback.attemptId, of.attemptId),
        of.id === undefined ? undefined : eq(labFeedback.id, of.id),
      ),
    )
    .orderBy(desc(labFeedback.at))
    .limit(limit);
}

/** Stores an answer; false when there is one already. */
export async function answerFeedbackRow(
  tx: Transaction,
  id: string,
  answer: { readonly answer: string; readonly answeredBy: string; readonly answeredAt: Date },
): Promise<boolean> {
  const rows = await tx
    .update(labFeedback)
    .set(answer)
    .where(and(eq(labFeedback.id, id), isNull(labFeedback.answeredAt)))
    .returning({ id: labFeedback.id });
  return rows.length > 0;
}
