import { z } from 'zod';
import { ClassOfAttempt } from './class-messages.ts';
import { EnvironmentView } from './environments.ts';
import { FollowView } from './follows.ts';
import { HelpView } from './help.ts';
import { LabSlug, Prose } from './labs.ts';
import { WorkView } from './submissions.ts';
import { plainText } from './texts.ts';

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
  /** It must also be true at *finish*, which is when it is scored. */
  hold: z.boolean(),
  /** Of one with `hold`, after *finish*: whether it was; null before, and where nobody could say, which counts as true. */
  held: z.boolean().nullable(),
  /** Text for the learner of the latest run. */
  message: z.string().nullable(),
  lastRunAt: z.iso.datetime().nullable(),
});
export type CheckView = z.infer<typeof CheckView>;

export const HintView = z.object({
  index: z.number().int(),
  cost: z.number(),
  /** A script looks at the nodes when it is opened. */
  computed: z.boolean(),
  opened: z.boolean(),
  /** Null until opened, and where it is only computed. */
  body: Prose.nullable(),
  /** What its script said when it was opened. */
  said: Prose.nullable(),
});
export type HintView = z.infer<typeof HintView>;

/** A question of a quiz. */
export const QuestionView = z.object({
  id: z.string(),
  /** `one` or `many` of the options; a typed `text` or `number`. */
  kind: z.enum(['one', 'many', 'text', 'number']),
  weight: z.number(),
  body: Prose,
  options: z.array(z.string()),
  unit: z.string().nullable(),
  /** Null until it has been answered; what is right is not sent before. */
  answer: z
    .object({
      given: z.array(z.string()),
      right: z.boolean(),
      /** Right options, or texts each of which is right. */
      solution: z.array(z.string()),
      explanation: Prose.nullable(),
    })
    .nullable(),
});
export type QuestionView = z.infer<typeof QuestionView>;

/** How a task's score came about: `won` (its points × `share`) − `hints`, never under zero. In points, to 0.01. */
export const TaskScoring = z.object({
  share: z.number(),
  won: z.number(),
  hints: z.number(),
  score: z.number(),
});

/** Something that has to hold during the whole attempt. */
export const InvariantView = z.object({
  id: z.string(),
  title: z.string(),
  /** Points that each breach costs. */
  cost: z.number(),
  /** What all breaches cost at most; null = no ceiling. */
  maxCost: z.number().nullable(),
  /** What the breaches cost now. */
  costs: z.number(),
  breaches: z.array(
    z.object({
      beganAt: z.iso.datetime(),
      /** Null while it goes on. */
      endedAt: z.iso.datetime().nullable(),
      text: z.string().nullable(),
    }),
  ),
});
export type InvariantView = z.infer<typeof InvariantView>;

export const TaskView = z.object({
  id: z.string(),
  kind: z.enum(['checked', 'quiz', 'written', 'recorded']),
  title: z.string(),
  points: z.number(),
  /**
   * `passed`: its checks have passed, its answers or its work are handed in; `current`: first task not passed; `preparing`: the same while its fault is being made, so that no check of it runs yet; `locked`:
   * comes later, its fault is not made yet. The text can be read in each of them.
   */
  status: z.enum(['passed', 'current', 'preparing', 'locked']),
  body: Prose,
  checks: z.array(CheckView),
  /** Of a quiz; empty otherwise. */
  questions: z.array(QuestionView),
  /** Of a task that a person reviews. */
  work: WorkView.nullable(),
  hints: z.array(HintView),
  runbook: z.object({ title: z.string(), url: z.string() }).nullable(),
  score: z.number(),
  scoring: TaskScoring,
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
  /** It follows an author's files, and counts for nothing. */
  preview: z.boolean(),
  state: AttemptState,
  intro: Prose,
  outro: Prose.nullable(),
  tasks: z.array(TaskView),
  invariants: z.array(InvariantView),
  environment: EnvironmentView.nullable(),
  /** Mentors who follow its terminals, ask to, or may come back. */
  follows: z.array(FollowView),
  /** What its learner asked mentors, the oldest first. */
  help: z.array(HelpView),
  /** The open class that it belongs to. */
  class: ClassOfAttempt.nullable(),
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
  /** Tasks that wait for a reviewer; their points come on top. */
  inReview: z.number().int(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type AttemptSummary = z.infer<typeof AttemptSummary>;

/** Answers by question id: the option or options that were chosen, or the one text that was typed. */
export const QuizAnswers = z.object({
  answers: z.record(z.string().max(20), z.array(plainText(500)).max(50)),
});
export type QuizAnswers = z.infer<typeof QuizAnswers>;

export const StartAttempt = z.object({ lab: LabSlug });

/** `POST /api/attempts/{id}/terminals`: a one-use ticket for the gateway, valid 30 s, sent in HELLO and never in a URL. */
export const OpenTerminal = z.object({
  node: z.string().min(1).max(63),
  number: z.number().int().min(1).max(8).default(1),
});
export const TerminalTicket = z.object({ ticket: z.string(), url: z.string(), expiresAt: z.iso.datetime() });
export type TerminalTicket = z.infer<typeof TerminalTicket>;
