import type { AttemptState, CheckTrigger, Verdict } from '@springboard/contracts/attempts.ts';
import type { SubmissionState } from '@springboard/contracts/submissions.ts';
import { sql } from 'drizzle-orm';
import {
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { environment } from './environments.ts';
import { labVersion } from './labs.ts';
import { person } from './people.ts';

export const attempt = pgTable(
  'attempt',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    slug: text().notNull(),
    labVersionId: uuid('lab_version_id')
      .notNull()
      .references(() => labVersion.id),
    /** 1 for a person's first attempt at a lab. */
    number: integer().notNull(),
    state: text().$type<AttemptState>().notNull(),
    /** An author's look at files that are not published: it follows them, and counts for nothing. */
    preview: boolean().notNull().default(false),
    seed: text().notNull(),
    params: jsonb().$type<Record<string, string | number>>().notNull(),
    environmentId: uuid('environment_id').references(() => environment.id),
    /** Raised with every change the workspace shows. */
    revision: integer().notNull().default(1),
    /** Tasks whose fault has been arranged in the present environment. */
    arrangedTasks: text('arranged_tasks').array().notNull().default(sql`'{}'`),
    /** Last keystroke or output in one of its terminals. */
    lastActivityAt: at('last_activity_at'),
    /** When its checks are to run next; jobs are only wake-ups for this, so doubles and lost ones do no harm. */
    nextGradeAt: at('next_grade_at'),
    /** Start of the latest grading run. */
    gradedAt: at('graded_at'),
    /** The learner pressed *Check*: the next run counts as asked for. */
    gradeAsked: boolean('grade_asked').notNull().default(false),
    startedAt: at('started_at').notNull().defaultNow(),
    /** When its lab's invariants are to be looked at next; null without any, and where nothing can be looked at. */
    nextWatchAt: at('next_watch_at'),
    /** First time its environment was ready; the clock of the attempt. */
    readyAt: at('ready_at'),
    finishedAt: at('finished_at'),
    /** Set at finish; while active the score follows from `task_check`. */
    score: doublePrecision(),
    maxScore: doublePrecision('max_score').notNull(),
    /** How many rows of `check_run` it has, and how many of them said nothing of the learner's work: of millions nobody counts them when a page asks. */
    runs: integer().notNull().default(0),
    brokenRuns: integer('broken_runs').notNull().default(0),
    /** How long its environments ran and were used until its finish, which is when it is counted; null without an environment that was ready. */
    usedSeconds: integer('used_seconds'),
  },
  (t) => [
    index('attempt_person').on(t.personId, t.startedAt),
    uniqueIndex('attempt_one_active_per_lab').on(t.personId, t.slug).where(sql`${t.state} = 'active'`),
    uniqueIndex('attempt_number').on(t.personId, t.slug, t.number),
    index('attempt_environment').on(t.environmentId),
    index('attempt_next_grade').on(t.nextGradeAt).where(sql`${t.state} = 'active'`),
    index('attempt_next_watch').on(t.nextWatchAt).where(sql`${t.state} = 'active'`),
    // All that standings of people at labs are made from, so that they are read from here alone: rows are ten times as long.
    index('attempt_standing')
      .on(t.personId, t.slug, t.id, t.number, t.state, t.score, t.maxScore, t.finishedAt)
      .where(sql`not ${t.preview}`),
    // All that the health of labs is counted from, so that it is read from here alone.
    index('attempt_counted')
      .on(t.startedAt, t.slug, t.state, t.usedSeconds, t.runs, t.brokenRuns)
      .where(sql`not ${t.preview}`),
  ],
);

/** Every environment that an attempt has had: its timeline tells of all of them, also of those that a reset gave up. */
export const environmentOfAttempt = pgTable(
  'environment_of_attempt',
  {
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environment.id, { onDelete: 'cascade' }),
    since: at('since').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.attemptId, t.environmentId] }),
    index('environment_of_attempt_environment').on(t.environmentId),
  ],
);

/** Every run of every check. */
export const checkRun = pgTable(
  'check_run',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    environmentId: uuid('environment_id').references(() => environment.id),
    taskId: text('task_id').notNull(),
    checkId: text('check_id').notNull(),
    trigger: text().$type<CheckTrigger>().notNull(),
    verdict: text().$type<Verdict>().notNull(),
    learnerText: text('learner_text'),
    authorText: text('author_text'),
    /** Exit code, captured output (cut), metrics. */
    evidence: jsonb().$type<unknown>().notNull(),
    startedAt: at('started_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
  },
  (t) => [
    index('check_run_attempt').on(t.attemptId, t.id),
    index('check_run_environment').on(t.environmentId),
  ],
);

/** Best and latest result of each check of an attempt. `passedAt` is set once and never taken back. */
export const taskCheck = pgTable(
  'task_check',
  {
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    taskId: text('task_id').notNull(),
    checkId: text('check_id').notNull(),
    passedAt: at('passed_at'),
    latestVerdict: text('latest_verdict').$type<Verdict>(),
    latestText: text('latest_text'),
    latestAt: at('latest_at'),
    /** Runs the learner asked for that said *not yet*. */
    tries: integer().notNull().default(0),
    running: boolean().notNull().default(false),
    /** Of a check with `hold` that has passed: whether it was still true at *finish*; null when nobody could say. */
    held: boolean(),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.taskId, t.checkId] })],
);

/** Answers to the questions of a quiz: each is given once. */
export const quizAnswer = pgTable(
  'quiz_answer',
  {
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    taskId: text('task_id').notNull(),
    questionId: text('question_id').notNull(),
    /** Texts that were chosen or typed. */
    given: text().array().notNull(),
    right: boolean().notNull(),
    at: at('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.taskId, t.questionId] })],
);

/** What a learner is writing for a task that a person reviews. */
export const taskDraft = pgTable(
  'task_draft',
  {
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    taskId: text('task_id').notNull(),
    text: text().notNull(),
    /** Raised with every save: who goes on from an older one has not seen the newer. */
    revision: integer().notNull(),
    savedAt: at('saved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.taskId] })],
);

/** Versions of what was handed in for review. */
export const submission = pgTable(
  'submission',
  {
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    taskId: text('task_id').notNull(),
    /** 1 for the first. */
    version: integer().notNull(),
    text: text().notNull(),
    handedInAt: at('handed_in_at').notNull(),
    state: text().$type<SubmissionState>().notNull(),
    /** So many people have to accept it; as the paths of its writer said when it was handed in. */
    reviewers: integer().notNull().default(1),
    /** Its task was also reviewed by who has passed the same lab, when it was handed in. */
    peers: boolean().notNull().default(false),
    /** Who has said that they are at it; null once they have sent their review. */
    takenBy: text('taken_by').references(() => person.id),
    takenAt: at('taken_at'),
    /** The lowest of what its reviewers gave, when all have accepted it or one has returned it; null until then, like the next. */
    points: doublePrecision(),
    reviewedAt: at('reviewed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.attemptId, t.taskId, t.version] }),
    index('submission_open').on(t.handedInAt).where(sql`${t.state} = 'handed_in'`),
    index('submission_reviewed').on(t.reviewedAt),
    index('submission_unreviewed').on(t.attemptId).where(sql`${t.state} <> 'reviewed'`),
  ],
);

/** What somebody who did a lab said is wrong with it, and what was answered. */
export const labFeedback = pgTable(
  'lab_feedback',
  {
    id: uuid().primaryKey().defaultRandom(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    slug: text().notNull(),
    /** Null: the lab as a whole. */
    taskId: text('task_id'),
    labVersionId: uuid('lab_version_id')
      .notNull()
      .references(() => labVersion.id),
    /** No foreign key: the remark outlives the environment. */
    environmentId: uuid('environment_id'),
    text: text().notNull(),
    /** What the task's checks had said last, by check id. */
    verdicts: jsonb().$type<{ check: string; verdict: Verdict; text: string | null }[]>().notNull(),
    at: at('at').notNull(),
    answer: text(),
    answeredBy: text('answered_by').references(() => person.id),
    answeredAt: at('answered_at'),
  },
  (t) => [index('lab_feedback_slug').on(t.slug, t.at), index('lab_feedback_attempt').on(t.attemptId)],
);

/** Times during which an invariant of the lab did not hold. */
export const invariantBreach = pgTable(
  'invariant_breach',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    environmentId: uuid('environment_id').references(() => environment.id),
    invariantId: text('invariant_id').notNull(),
    /** When it was first seen. */
    beganAt: at('began_at').notNull(),
    /** When it was seen to hold again; null while it does not. */
    endedAt: at('ended_at'),
    learnerText: text('learner_text'),
    authorText: text('author_text'),
    evidence: jsonb().$type<unknown>().notNull(),
  },
  (t) => [
    index('invariant_breach_attempt').on(t.attemptId),
    uniqueIndex('invariant_breach_one_open').on(t.attemptId, t.invariantId).where(sql`${t.endedAt} is null`),
  ],
);

export const hintOpened = pgTable(
  'hint_opened',
  {
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    taskId: text('task_id').notNull(),
    hintIndex: integer('hint_index').notNull(),
    cost: doublePrecision().notNull(),
    /** What a computed hint said when it was opened (Markdown); null for one that is only a text. */
    said: text(),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.taskId, t.hintIndex] })],
);

/** One-use tickets with which a socket of the gateway is opened. Only a SHA-256 of the secret is stored. */
export const terminalTicket = pgTable('terminal_ticket', {
  secretHash: text('secret_hash').primaryKey(),
  personId: text('person_id')
    .notNull()
    .references(() => person.id, { onDelete: 'cascade' }),
  attemptId: uuid('attempt_id')
    .notNull()
    .references(() => attempt.id, { onDelete: 'cascade' }),
  node: text().notNull(),
  number: integer().notNull(),
  mode: text().$type<'owner' | 'observer'>().notNull(),
  /** Of a mentor's ticket: what it stands on. No foreign key: tickets live for a day, and are looked at again when they are used. */
  followId: uuid('follow_id'),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
});

/** Ids of *run in terminal* clicks that were executed: an id runs once, for ever. */
export const terminalRun = pgTable(
  'terminal_run',
  {
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    runId: uuid('run_id').notNull(),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.runId] })],
);
