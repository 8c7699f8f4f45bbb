import { z } from 'zod';
import { EnvironmentView } from './environments.ts';
import { LabSlug, Prose } from './labs.ts';

/** What a check can say. Only the first two ever count for or against a person. */
export const Verdict = z.enum(['pass', 'not_yet', 'environment_broken', 'check_broken']);
export type Verdict = z.infer<typeof Verdict>;

/** Why a check ran. */
export const CheckTrigger = z.enum(['activity', 'backoff', 'asked', 'finish']);
export type CheckTrigger = z.infer<typeof CheckTrigger>;

export const AttemptState = z.enum(['active', 'finished', 'abandoned']);
export type AttemptState = z.infer<typeof AttemptState>;

export const CheckView = z.object({
  id: z.string(),
  title: z.string(),
  weight: z.number(),
  /** `waiting` = never ran in this attempt. */
  status: z.enum(['waiting', 'running', 'pass', 'not_yet', 'environment_broken', 'check_broken']),
  passed: z.boolean(),
  passedAt: z.iso.datetime().nullable(),
  /** Text for the learner of the latest run. */
  message: z.string().nullable(),
  lastRunAt: z.iso.datetime().nullable(),
});
export type CheckView = z.infer<typeof CheckView>;

export const HintView = z.object({
  index: z.number().int(),
  cost: z.number(),
  opened: z.boolean(),
  /** Null until opened. */
  body: Prose.nullable(),
});
export type HintView = z.infer<typeof HintView>;

export const TaskView = z.object({
  id: z.string(),
  title: z.string(),
  points: z.number(),
  /**
   * `current`: first task not passed; `preparing`: the same while its fault is being made, so that no check of it runs yet; `locked`:
   * comes later, its fault is not made yet. The text can be read in each of them.
   */
  status: z.enum(['passed', 'current', 'preparing', 'locked']),
  body: Prose,
  checks: z.array(CheckView),
  hints: z.array(HintView),
  runbook: z.object({ title: z.string(), url: z.string() }).nullable(),
  score: z.number(),
  tries: z.number().int(),
});
export type TaskView = z.infer<typeof TaskView>;

/** Everything the workspace shows; pushed whole on each change, so a reconnect needs no replay. */
export const AttemptView = z.object({
  id: z.uuid(),
  /** Rises with every push of this attempt; an older one is dropped by the page. */
  revision: z.number().int(),
  number: z.number().int(),
  lab: z.object({ slug: LabSlug, title: z.string(), minutes: z.number().int() }),
  state: AttemptState,
  intro: Prose,
  outro: Prose.nullable(),
  tasks: z.array(TaskView),
  environment: EnvironmentView.nullable(),
  score: z.number(),
  maxScore: z.number(),
  startedAt: z.iso.datetime(),
  readyAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type AttemptView = z.infer<typeof AttemptView>;

export const AttemptSummary = z.object({
  id: z.uuid(),
  number: z.number().int(),
  lab: z.object({ slug: LabSlug, title: z.string() }),
  state: AttemptState,
  score: z.number(),
  maxScore: z.number(),
  tasksPassed: z.number().int(),
  taskCount: z.number().int(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type AttemptSummary = z.infer<typeof AttemptSummary>;

export const StartAttempt = z.object({ lab: LabSlug });

/** `POST /api/attempts/{id}/terminals`: a one-use ticket for the gateway, valid 30 s, sent in HELLO and never in a URL. */
export const OpenTerminal = z.object({
  node: z.string().min(1).max(63),
  number: z.number().int().min(1).max(8).default(1),
});
export const TerminalTicket = z.object({ ticket: z.string(), url: z.string(), expiresAt: z.iso.datetime() });
export type TerminalTicket = z.infer<typeof TerminalTicket>;
