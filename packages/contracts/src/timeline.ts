import { z } from 'zod';
import { AttemptState, CheckTrigger, Verdict } from './attempts.ts';
import { EnvironmentState, Stage } from './environments.ts';
import { LabSlug } from './labs.ts';

/** When it began, and when it ended: null for what has no length. What goes on ends with the view, and says so. */
const timed = {
  /** Unique in the view. */
  id: z.string(),
  at: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
  goesOn: z.boolean().default(false),
};

/** Something that happened in an attempt. Names of tasks, checks and invariants are in the view. */
export const TimelineItem = z.discriminatedUnion('kind', [
  z.object({ ...timed, kind: z.literal('attempt'), what: z.enum(['started', 'finished', 'abandoned']) }),
  z.object({
    ...timed,
    kind: z.literal('stage'),
    stage: Stage,
    failed: z.boolean(),
    message: z.string().nullable(),
  }),
  /** `paused` and `rewinding` last; the others are when it came there. */
  z.object({
    ...timed,
    kind: z.literal('state'),
    state: EnvironmentState,
    reason: z.string().nullable(),
  }),
  /** The fault of a task was made. */
  z.object({ ...timed, kind: z.literal('fault'), taskId: z.string() }),
  z.object({
    ...timed,
    kind: z.literal('save-point'),
    title: z.string(),
    by: z.enum(['start', 'task', 'manual']),
    failed: z.boolean(),
  }),
  /** A shell that was recorded: from its first to its last output. */
  z.object({
    ...timed,
    kind: z.literal('terminal'),
    /** Of the file, as `RecordingView` has it. */
    name: z.string(),
    node: z.string(),
    number: z.number().int(),
    environmentId: z.string(),
  }),
  /** One run of a check, or several of one verdict that are too close to be told apart at this resolution. */
  z.object({
    ...timed,
    kind: z.literal('check'),
    taskId: z.string(),
    checkId: z.string(),
    verdict: Verdict,
    trigger: CheckTrigger,
    /** For the learner; of several, that of the last. */
    text: z.string().nullable(),
    count: z.number().int().min(1),
    /** The last one. */
    runId: z.number().int(),
    environmentId: z.string().nullable(),
  }),
  z.object({ ...timed, kind: z.literal('passed'), taskId: z.string() }),
  z.object({
    ...timed,
    kind: z.literal('hint'),
    taskId: z.string(),
    number: z.number().int(),
    cost: z.number(),
  }),
  z.object({
    ...timed,
    kind: z.literal('quiz'),
    taskId: z.string(),
    right: z.number().int(),
    of: z.number().int(),
  }),
  z.object({
    ...timed,
    kind: z.literal('work'),
    taskId: z.string(),
    version: z.number().int(),
    what: z.enum(['handed_in', 'returned', 'reviewed']),
    /** The reviewer; null when it was handed in. */
    by: z.string().nullable(),
    points: z.number().nullable(),
  }),
  z.object({
    ...timed,
    kind: z.literal('breach'),
    invariantId: z.string(),
    text: z.string().nullable(),
  }),
  z.object({ ...timed, kind: z.literal('remark'), taskId: z.string().nullable() }),
]);
export type TimelineItem = z.infer<typeof TimelineItem>;
export type TimelineKind = TimelineItem['kind'];
export type ItemOf<K extends TimelineKind> = Extract<TimelineItem, { kind: K }>;

/** `GET /api/attempts/{id}/timeline`: all of it, or what touches a range. */
export const TimelineQuery = z
  .object({ from: z.iso.datetime().optional(), until: z.iso.datetime().optional() })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    message: 'until has to be later than from',
  });
export type TimelineQuery = z.infer<typeof TimelineQuery>;

export const TimelineView = z.object({
  attempt: z.object({
    id: z.uuid(),
    number: z.number().int(),
    lab: z.object({ slug: LabSlug, title: z.string() }),
    person: z.string(),
    state: AttemptState,
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  }),
  tasks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      checks: z.array(z.object({ id: z.string(), title: z.string() })),
    }),
  ),
  invariants: z.array(z.object({ id: z.string(), title: z.string() })),
  /** From the first thing to the last, whatever was asked for. */
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  /** What `items` holds all of. */
  range: z.object({ from: z.iso.datetime(), until: z.iso.datetime() }),
  /** Runs of one check and verdict that began within so many milliseconds are one item; null: each is its own. A smaller range has a finer one. */
  resolutionMs: z.number().nullable(),
  /** How long it was paused in all, in milliseconds. */
  pausedMs: z.number(),
  /** In the order of their beginning. */
  items: z.array(TimelineItem),
  /** Whether `…/timeline/runs/{runId}` is answered: what a check printed is for those who care for labs. */
  evidence: z.boolean(),
});
export type TimelineView = z.infer<typeof TimelineView>;

/** `GET /api/attempts/{id}/timeline/runs/{runId}`: what one run of a check stands on. */
export const RunEvidence = z.object({
  runId: z.number().int(),
  at: z.iso.datetime(),
  durationMs: z.number().int(),
  verdict: Verdict,
  authorText: z.string().nullable(),
  node: z.string().nullable(),
  exitCode: z.number().int().nullable(),
  timedOut: z.boolean(),
  stdout: z.string(),
  stderr: z.string(),
  /** The last commands in the recorded terminals, the latest last; empty where nothing was recorded. */
  commands: z.array(z.string()),
});
export type RunEvidence = z.infer<typeof RunEvidence>;
