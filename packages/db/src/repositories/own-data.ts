import { and, asc, eq, getTableColumns, gt, or, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import {
  attempt,
  checkRun,
  hintOpened,
  labFeedback,
  quizAnswer,
  taskCheck,
  taskDraft,
} from '../schema/attempts.ts';
import { classes, classMember, classMessage } from '../schema/classes.ts';
import { terminalFollow } from '../schema/follows.ts';
import { helpRequest } from '../schema/help.ts';
import { notice } from '../schema/notices.ts';
import { pathAssignment, pathDue, pathReading } from '../schema/paths.ts';
import { account, apiToken, person, session, sshKey } from '../schema/people.ts';
import { auditEvent } from '../schema/platform.ts';
import { signOff } from '../schema/readiness.ts';
import { submissionComment, submissionReview } from '../schema/reviews.ts';
import { findPersonRow } from './people.ts';
import { isSent, listSubmissions } from './submissions.ts';

/** What the platform holds of a person beside their work. Secrets, and what is kept of them, are not in it. */
export async function readProfile(db: Queryable, personId: string) {
  const [row] = await db.select().from(person).where(eq(person.id, personId));
  const found = await findPersonRow(db, personId);
  return {
    person: row,
    roles: found?.roles ?? [],
    teams: found?.teams ?? [],
    sessions: await db
      .select({
        createdAt: session.createdAt,
        expiresAt: session.expiresAt,
        ipAddress: session.ipAddress,
        userAgent: session.userAgent,
      })
      .from(session)
      .where(eq(session.personId, personId)),
    accounts: await db
      .select({
        provider: account.providerId,
        accountId: account.accountId,
        scope: account.scope,
        createdAt: account.createdAt,
      })
      .from(account)
      .where(eq(account.personId, personId)),
    apiTokens: await db
      .select({
        name: apiToken.name,
        scopes: apiToken.scopes,
        createdAt: apiToken.createdAt,
        expiresAt: apiToken.expiresAt,
        lastUsedAt: apiToken.lastUsedAt,
        revokedAt: apiToken.revokedAt,
      })
      .from(apiToken)
      .where(eq(apiToken.personId, personId)),
    sshKeys: await db.select().from(sshKey).where(eq(sshKey.personId, personId)),
    paths: {
      assignments: await db.select().from(pathAssignment).where(eq(pathAssignment.personId, personId)),
      dueDates: await db.select().from(pathDue).where(eq(pathDue.personId, personId)),
      readings: await db.select().from(pathReading).where(eq(pathReading.personId, personId)),
    },
    signOffs: await db.select().from(signOff).where(eq(signOff.personId, personId)),
    classes: await db
      .select({ title: classes.title, lab: classes.slug, startsAt: classes.startsAt, state: classes.state })
      .from(classMember)
      .innerJoin(classes, eq(classes.id, classMember.classId))
      .where(eq(classMember.personId, personId)),
    classesPlanned: await db.select().from(classes).where(eq(classes.ownerId, personId)),
    classMessages: await db.select().from(classMessage).where(eq(classMessage.authorId, personId)),
    notices: await db.select().from(notice).where(eq(notice.personId, personId)),
    followsAsMentor: await db.select().from(terminalFollow).where(eq(terminalFollow.mentorId, personId)),
  };
}

/** An attempt with all that its person did in it and was told. What checks printed for authors is the lab's, and not in it. */
export async function readAttemptData(db: Queryable, attemptId: string) {
  // Seed and parameters are the lab's: what its checks ask for follows from them.
  const { seed: _seed, params: _params, ...theirs } = getTableColumns(attempt);
  const [row] = await db.select(theirs).from(attempt).where(eq(attempt.id, attemptId));
  return {
    attempt: row,
    checks: await db.select().from(taskCheck).where(eq(taskCheck.attemptId, attemptId)),
    checkRuns: await db
      .select({
        at: checkRun.startedAt,
        taskId: checkRun.taskId,
        checkId: checkRun.checkId,
        trigger: checkRun.trigger,
        verdict: checkRun.verdict,
        text: checkRun.learnerText,
      })
      .from(checkRun)
      .where(eq(checkRun.attemptId, attemptId))
      .orderBy(asc(checkRun.id)),
    hints: await db.select().from(hintOpened).where(eq(hintOpened.attemptId, attemptId)),
    answers: await db.select().from(quizAnswer).where(eq(quizAnswer.attemptId, attemptId)),
    drafts: await db.select().from(taskDraft).where(eq(taskDraft.attemptId, attemptId)),
    handedIn: (await listSubmissions(db, attemptId)).map((row) => ({
      ...row,
      comments: row.comments.filter((one) => isSent(row, one)),
    })),
    remarks: await db.select().from(labFeedback).where(eq(labFeedback.attemptId, attemptId)),
    questions: await db.select().from(helpRequest).where(eq(helpRequest.attemptId, attemptId)),
    follows: await db.select().from(terminalFollow).where(eq(terminalFollow.attemptId, attemptId)),
  };
}

/** What a person said of others' work: reviews, and comments, sent or not. Whose work it was is not theirs to take along. */
export async function readReviewsBy(db: Queryable, personId: string) {
  const { reviewerId: _reviewer, ...review } = getTableColumns(submissionReview);
  // The name of a recording is that of somebody else's environment.
  const {
    authorId: _author,
    settledBy: _settler,
    recording: _recording,
    ...comment
  } = getTableColumns(submissionComment);
  return {
    reviews: await db
      .select({ lab: attempt.slug, ...review })
      .from(submissionReview)
      .innerJoin(attempt, eq(attempt.id, submissionReview.attemptId))
      .where(eq(submissionReview.reviewerId, personId))
      .orderBy(asc(submissionReview.at)),
    comments: await db
      .select({ lab: attempt.slug, ...comment })
      .from(submissionComment)
      .innerJoin(attempt, eq(attempt.id, submissionComment.attemptId))
      .where(eq(submissionComment.authorId, personId))
      .orderBy(asc(submissionComment.at)),
  };
}

/** Lines of the audit that a person wrote or that are about them, the oldest first, after the one of that number. */
export async function listOwnAudit(db: Queryable, personId: string, after: number, limit: number) {
  const theirs = or(
    eq(auditEvent.actor, personId),
    and(eq(auditEvent.subjectKind, 'person'), eq(auditEvent.subjectId, personId)),
  );
  // Where others were when they did something is theirs.
  const ip = sql<
    string | null
  >`case when ${auditEvent.actor} in (${personId}, 'system') then ${auditEvent.ip} end`;
  return db
    .select({ ...getTableColumns(auditEvent), ip })
    .from(auditEvent)
    .where(and(theirs, gt(auditEvent.id, after)))
    .orderBy(asc(auditEvent.id))
    .limit(limit);
}
