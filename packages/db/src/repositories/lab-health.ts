import type { Verdict } from '@springboard/contracts/attempts.ts';
import { and, count, desc, eq, gte, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { attempt, checkRun, hintOpened, labFeedback } from '../schema/attempts.ts';
import { labTest } from '../schema/lab-tests.ts';
import { labVersion } from '../schema/labs.ts';
import { person } from '../schema/people.ts';

export type FeedbackRow = typeof labFeedback.$inferSelect;

const counted = (since: Date, slug?: string) =>
  and(
    eq(attempt.preview, false),
    gte(attempt.startedAt, since),
    slug === undefined ? undefined : eq(attempt.slug, slug),
  );

/** Attempts that began since then, by lab. */
export async function countAttemptsByLab(db: Queryable, since: Date) {
  return db
    .select({
      slug: attempt.slug,
      attempts: count(),
      finished: sql<number>`count(*) filter (where ${attempt.state} = 'finished')`.mapWith(Number),
    })
    .from(attempt)
    .where(counted(since))
    .groupBy(attempt.slug);
}

/** Runs of checks in attempts that began since then, by lab. */
export async function countRunsByLab(db: Queryable, since: Date) {
  return db
    .select({
      slug: attempt.slug,
      runs: count(),
      broken:
        sql<number>`count(*) filter (where ${checkRun.verdict} in ('environment_broken', 'check_broken'))`.mapWith(
          Number,
        ),
    })
    .from(checkRun)
    .innerJoin(attempt, eq(attempt.id, checkRun.attemptId))
    .where(counted(since))
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

/** By check: runs of each verdict, and how often it was broken and then said something in the same environment. */
export async function countRunsByCheck(db: Queryable, attemptIds: readonly string[]) {
  if (attemptIds.length === 0) return [];
  const runs = db
    .select({
      taskId: checkRun.taskId,
      checkId: checkRun.checkId,
      verdict: checkRun.verdict,
      next: sql<Verdict | null>`lead(${checkRun.verdict}) over (
        partition by ${checkRun.attemptId}, ${checkRun.environmentId}, ${checkRun.taskId}, ${checkRun.checkId}
        order by ${checkRun.id})`.as('next'),
    })
    .from(checkRun)
    .where(inArray(checkRun.attemptId, [...attemptIds]))
    .as('runs');
  return db
    .select({
      taskId: runs.taskId,
      checkId: runs.checkId,
      runs: count(),
      environmentBroken: sql<number>`count(*) filter (where ${runs.verdict} = 'environment_broken')`.mapWith(
        Number,
      ),
      checkBroken: sql<number>`count(*) filter (where ${runs.verdict} = 'check_broken')`.mapWith(Number),
      recovered:
        sql<number>`count(*) filter (where ${runs.verdict} = 'check_broken' and ${runs.next} in ('pass', 'not_yet'))`.mapWith(
          Number,
        ),
    })
    .from(runs)
    .groupBy(runs.taskId, runs.checkId);
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
