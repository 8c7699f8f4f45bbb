import { z } from 'zod';
import { DemandView } from './demands.ts';
import { Course, EnvironmentState, QueueView, Stage, StageView } from './environments.ts';

/** What of one resource is there, given out, and kept back. Bytes for memory and disk, thousandths of a core for CPU. */
export const ResourceView = z.object({
  total: z.number(),
  /** Planned for all that lives, by measured use and not by limits. */
  planned: z.number(),
  /** Used now as the host says; null when it does not. */
  used: z.number().nullable(),
  /** Never handed out. */
  reserve: z.number(),
  /** What a start may still get, as admission counts; what pooled environments hold is given up for it, so it counts as free. */
  free: z.number(),
  /** Planned for the largest environment that labs use and this host can hold: with less than this free, some starts wait. */
  largest: z.number(),
});
export type ResourceView = z.infer<typeof ResourceView>;

/** `GET /api/fleet`: capacity, pools and queue of the whole installation, for operators. */
export const FleetView = z.object({
  measuredAt: z.iso.datetime(),
  /** Null while the engine does not answer. */
  capacity: z.object({ memory: ResourceView, cpu: ResourceView, disk: ResourceView }).nullable(),
  /** Provisioning side by side: now, and at most. */
  provisioning: z.object({ running: z.number().int(), most: z.number().int() }),
  pools: z.array(
    z.object({
      topology: z.string(),
      title: z.string(),
      mode: z.enum(['running', 'frozen']),
      /** From configuration or the operator. */
      target: z.number().int(),
      /** More than the target while something assigned is due. */
      wanted: z.number().int(),
      pooled: z.number().int(),
      provisioning: z.number().int(),
      /** Of an older image generation, on their way out. */
      outdated: z.number().int(),
      hits: z.number().int(),
      misses: z.number().int(),
      /** What is said to be wanted and not over, the next one first. */
      demands: z.array(DemandView),
    }),
  ),
  queue: z.array(
    z.object({
      environmentId: z.uuid(),
      topology: z.string(),
      owner: z.string().nullable(),
      since: z.iso.datetime(),
      queue: QueueView,
    }),
  ),
  /** What an operator should know now: a pool near its reserve, an engine that is away, images that are missing. */
  alarms: z.array(
    z.object({
      severity: z.enum(['warning', 'critical']),
      title: z.string(),
      detail: z.string(),
      remedy: z.string(),
    }),
  ),
});
export type FleetView = z.infer<typeof FleetView>;

/** One environment in the operator's list. */
export const EnvironmentSummary = z.object({
  id: z.uuid(),
  topology: z.string(),
  purpose: z.enum(['attempt', 'pool', 'test']),
  state: EnvironmentState,
  /** Stage that runs now, or that failed. */
  stage: Stage.nullable(),
  frozen: z.boolean(),
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  attemptId: z.uuid().nullable(),
  lab: z.string().nullable(),
  createdAt: z.iso.datetime(),
  readyAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  problem: z.string().nullable(),
});
export type EnvironmentSummary = z.infer<typeof EnvironmentSummary>;

/** An edge or a stage of an environment's life. */
export const EnvironmentEventView = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  kind: z.enum(['state', 'stage']),
  fromState: EnvironmentState.nullable(),
  toState: EnvironmentState.nullable(),
  stage: Stage.nullable(),
  stageStatus: z.enum(['started', 'progress', 'finished', 'failed']).nullable(),
  /** Name of a person, or `system`. */
  actor: z.string(),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  durationMs: z.number().int().nullable(),
  log: z.string().nullable(),
});
export type EnvironmentEventView = z.infer<typeof EnvironmentEventView>;

/** `GET /api/environments/{id}` */
export const EnvironmentDetail = EnvironmentSummary.extend({
  course: Course,
  stages: z.array(StageView),
  /** Hidden nodes included: this is the operator's view. `status` is the engine's; null when it does not have it. */
  nodes: z.array(
    z.object({
      name: z.string(),
      image: z.string(),
      hidden: z.boolean(),
      status: z.enum(['running', 'stopped', 'frozen', 'freezing', 'error']).nullable(),
    }),
  ),
  usage: z.object({ memoryBytes: z.number(), diskBytes: z.number(), processes: z.number().int() }).nullable(),
  events: z.array(EnvironmentEventView),
});
export type EnvironmentDetail = z.infer<typeof EnvironmentDetail>;

/** `GET /api/environments?state=…&topology=…&all=true`: those that live or failed in the last day, newest first, unless `all`. */
export const EnvironmentQuery = z.object({
  state: EnvironmentState.optional(),
  topology: z.string().max(60).optional(),
  all: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

/** `PUT /api/pools/{topology}` */
export const PoolTarget = z.object({
  target: z.number().int().min(0).max(200),
  mode: z.enum(['running', 'frozen']),
});
export type PoolTarget = z.infer<typeof PoolTarget>;
