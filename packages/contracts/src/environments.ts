import { z } from 'zod';
import { WebUiView } from './web-uis.ts';

/**
 * States of an environment's machine (`docs/architecture.md` draws it). Reasons such as `reset`, `expired` or `idle` live on the edges.
 * `pooled`: made in advance, nobody's yet. `claimed`: somebody's, woken and set up for them. `paused`: frozen, its memory kept.
 */
export const EnvironmentState = z.enum([
  'queued',
  'provisioning',
  'pooled',
  'claimed',
  'ready',
  'paused',
  'saving',
  'rewinding',
  'destroying',
  'destroyed',
  'failed',
  'lost',
]);
export type EnvironmentState = z.infer<typeof EnvironmentState>;

/**
 * Stages of an environment's courses. The prompt opens after `boot` or `thaw`; checks count from `ready`. `save` and `restore` are of
 * all nodes at once.
 */
export const Stage = z.enum([
  'queue',
  'network',
  'nodes',
  'thaw',
  'save',
  'restore',
  'boot',
  'healthy',
  'setup',
]);
export type Stage = z.infer<typeof Stage>;

/**
 * The ways that lead to `ready`, each with its stages in order. `cold`: made for this person. `warm`: taken from the pool. `resume`: after
 * a pause. `save` and `rewind`: of all disks.
 */
export const courses = {
  cold: ['queue', 'network', 'nodes', 'boot', 'healthy', 'setup'],
  warm: ['queue', 'thaw', 'healthy', 'setup'],
  resume: ['thaw', 'healthy'],
  save: ['save'],
  rewind: ['restore', 'boot', 'healthy', 'setup'],
} as const satisfies Record<string, readonly Stage[]>;
export const Course = z.enum(['cold', 'warm', 'resume', 'save', 'rewind']);
export type Course = z.infer<typeof Course>;

/** One stage as the page shows it. Times are ISO 8601; `durationMs` is null while it runs. */
export const StageView = z.object({
  stage: Stage,
  status: z.enum(['waiting', 'running', 'done', 'failed']),
  startedAt: z.iso.datetime().nullable(),
  durationMs: z.number().int().nullable(),
  message: z.string().nullable(),
});
export type StageView = z.infer<typeof StageView>;

/** A node as a learner may know it. Hidden nodes (the grader) never appear here. */
export const NodeView = z.object({
  name: z.string(),
  title: z.string(),
  address: z.string(),
  terminal: z.boolean(),
});
export type NodeView = z.infer<typeof NodeView>;

/** What an environment waits for: its turn among those being made, or room on the host. */
export const QueueReason = z.enum(['turn', 'memory', 'cpu', 'disk', 'team']);
export type QueueReason = z.infer<typeof QueueReason>;

/** A place in the queue, 1 = next. `startsAt` is an estimate from measured times; null when there is nothing to tell it from. */
export const QueueView = z.object({
  place: z.number().int().min(1),
  of: z.number().int().min(1),
  waitsFor: QueueReason,
  startsAt: z.iso.datetime().nullable(),
});
export type QueueView = z.infer<typeof QueueView>;

/** Disks of all nodes at one moment. What ran then (processes, routes, shells) is not in it. */
export const SavePointView = z.object({
  id: z.uuid(),
  /** `start`: as the lab was handed out; `task`: when a task had passed; `manual`: the learner's own. */
  kind: z.enum(['start', 'task', 'manual']),
  title: z.string(),
  taskId: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type SavePointView = z.infer<typeof SavePointView>;

/** Save points an environment may have; beyond it the oldest of kind `task` makes room, never a `manual` one. */
export const maxSavePoints = 8;

export const EnvironmentView = z.object({
  id: z.uuid(),
  topology: z.string(),
  state: EnvironmentState,
  course: Course,
  /** True from the end of stage `boot` or `thaw`: a terminal can be opened although setup may still run. */
  promptOpen: z.boolean(),
  /** Stages of the present course. */
  stages: z.array(StageView),
  nodes: z.array(NodeView),
  /** Pages of its nodes, a tab each. */
  webUis: z.array(WebUiView),
  /** Set while `queued`. */
  queue: QueueView.nullable(),
  savePoints: z.array(SavePointView),
  createdAt: z.iso.datetime(),
  /** End of its time; moves on by as long as it is paused. */
  expiresAt: z.iso.datetime().nullable(),
  /** False when its longest life is reached; then the reason is told by the API. */
  canExtend: z.boolean(),
  /** Set while `paused`: why, since when, and until when it is kept. */
  pause: z
    .object({ reason: z.enum(['idle', 'asked']), since: z.iso.datetime(), keptUntil: z.iso.datetime() })
    .nullable(),
  /** What happened, what was kept and what to do; set in `failed` and `lost`, and after a save or rewind that did not work. */
  problem: z.object({ title: z.string(), detail: z.string(), remedy: z.string() }).nullable(),
});
export type EnvironmentView = z.infer<typeof EnvironmentView>;

/** `POST /api/attempts/{id}/save-points` */
export const CreateSavePoint = z.object({ title: z.string().trim().min(1).max(60) });
