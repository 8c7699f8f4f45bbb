import { z } from 'zod';

/** States of an environment's machine (`docs/architecture.md` draws it). Reasons such as `reset` live on the edges. */
export const EnvironmentState = z.enum([
  'queued',
  'provisioning',
  'ready',
  'destroying',
  'destroyed',
  'failed',
  'lost',
]);
export type EnvironmentState = z.infer<typeof EnvironmentState>;

/** Stages of provisioning, in their order. The prompt opens after `boot`; checks count from `ready`. */
export const Stage = z.enum(['queue', 'network', 'nodes', 'boot', 'healthy', 'setup']);
export type Stage = z.infer<typeof Stage>;
export const stages: readonly Stage[] = Stage.options;

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

export const EnvironmentView = z.object({
  id: z.uuid(),
  topology: z.string(),
  state: EnvironmentState,
  /** True from the end of stage `boot`: a terminal can be opened although setup may still run. */
  promptOpen: z.boolean(),
  stages: z.array(StageView),
  nodes: z.array(NodeView),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  /** What happened, what was kept and what to do; set in `failed` and `lost`. */
  problem: z.object({ title: z.string(), detail: z.string(), remedy: z.string() }).nullable(),
});
export type EnvironmentView = z.infer<typeof EnvironmentView>;
