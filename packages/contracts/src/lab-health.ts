import { z } from 'zod';
import { Verdict } from './attempts.ts';
import { LabSlug } from './labs.ts';
import { plainText } from './texts.ts';

/** What somebody who does a lab says is wrong with it. */
export const FeedbackInput = z.object({
  /** Null: the lab as a whole. */
  taskId: z.string().max(100).nullable(),
  text: plainText(4_000).min(1),
});
export type FeedbackInput = z.infer<typeof FeedbackInput>;

export const FeedbackView = z.object({
  id: z.uuid(),
  lab: LabSlug,
  attemptId: z.uuid(),
  taskId: z.string().nullable(),
  /** Its title; null for the lab as a whole, and for a task that is gone. */
  task: z.string().nullable(),
  person: z.string(),
  /** Commit of the version that they had, where it came from a repository. */
  commit: z.string().nullable(),
  text: z.string(),
  /** What the task's checks had said last. */
  verdicts: z.array(z.object({ check: z.string(), verdict: Verdict, text: z.string().nullable() })),
  at: z.iso.datetime(),
  answer: z.object({ text: z.string(), by: z.string(), at: z.iso.datetime() }).nullable(),
});
export type FeedbackView = z.infer<typeof FeedbackView>;

export const FeedbackAnswer = z.object({ text: plainText(4_000).min(1) });
export type FeedbackAnswer = z.infer<typeof FeedbackAnswer>;

/** How many days back. */
export const HealthQuery = z.object({ days: z.coerce.number().int().min(1).max(365).default(30) });
export type HealthQuery = z.infer<typeof HealthQuery>;

/** How a check did. Previews and contract tests are not counted. */
export const CheckHealth = z.object({
  id: z.string(),
  title: z.string(),
  runs: z.number().int(),
  /** Of the attempts that ran it, how many passed it. */
  attempts: z.number().int(),
  passed: z.number().int(),
  environmentBroken: z.number().int(),
  checkBroken: z.number().int(),
  /** Why it may be flaky; null where nothing speaks for it. */
  suspicion: z.string().nullable(),
  /** What learners were told most often, with how often. */
  said: z.array(z.object({ text: z.string(), times: z.number().int() })),
});
export type CheckHealth = z.infer<typeof CheckHealth>;

export const TaskHealth = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['checked', 'quiz', 'written', 'recorded']),
  /** Attempts that came so far, and that were done with it. */
  reached: z.number().int(),
  done: z.number().int(),
  /** Median minutes of use from the task's beginning until it was done: environments ran, and were not left alone. Null where nobody was. */
  minutes: z.number().nullable(),
  /** Opened hints, by their place. */
  hints: z.array(z.number().int()),
  checks: z.array(CheckHealth),
});
export type TaskHealth = z.infer<typeof TaskHealth>;

export const LabHealthSummary = z.object({
  lab: LabSlug,
  title: z.string(),
  attempts: z.number().int(),
  finished: z.number().int(),
  /** Median minutes of use from ready to finished, counted in the same way; null where nobody finished. */
  minutes: z.number().nullable(),
  /** What its author says it takes. */
  promisedMinutes: z.number().int(),
  /** Runs of checks, and those that could not say anything. */
  runs: z.number().int(),
  broken: z.number().int(),
  openFeedback: z.number().int(),
});
export type LabHealthSummary = z.infer<typeof LabHealthSummary>;

export const LabHealth = LabHealthSummary.extend({
  days: z.number().int(),
  /** Contract tests of the same files on the same images that passed and failed; null where they agreed. */
  contractTests: z.string().nullable(),
  tasks: z.array(TaskHealth),
  feedback: z.array(FeedbackView),
});
export type LabHealth = z.infer<typeof LabHealth>;

export const FailuresQuery = HealthQuery.extend({ task: z.string().max(100), check: z.string().max(100) });
export type FailuresQuery = z.infer<typeof FailuresQuery>;

/** A run that did not pass, with what was typed before it. */
export const FailureView = z.object({
  at: z.iso.datetime(),
  /** Null: whoever asks may not open it. */
  attemptId: z.uuid().nullable(),
  verdict: Verdict,
  learnerText: z.string().nullable(),
  authorText: z.string().nullable(),
  /** The last commands in the recorded terminals, the latest last; empty where nothing was recorded. */
  commands: z.array(z.string()),
});
export type FailureView = z.infer<typeof FailureView>;
