import { z } from 'zod';

/** The engine that runs environments, as the operator's page shows it. */
export const EngineView = z.discriminatedUnion('available', [
  z.object({ available: z.literal(true), name: z.string(), version: z.string(), kinds: z.array(z.string()) }),
  z.object({ available: z.literal(false), name: z.string(), reason: z.string(), remedy: z.string() }),
]);
export type EngineView = z.infer<typeof EngineView>;

/** One image and how far its build is. `progress` is 0…1 while it is being built; null when not known. */
export const ImageBuildView = z.object({
  name: z.string(),
  hash: z.string(),
  state: z.enum(['waiting', 'building', 'ready', 'failed']),
  step: z.string().nullable(),
  progress: z.number().nullable(),
  detail: z.string().nullable(),
  updatedAt: z.iso.datetime(),
});
export type ImageBuildView = z.infer<typeof ImageBuildView>;

/** `GET /api/system` */
export const SystemView = z.object({
  version: z.string(),
  installation: z.string(),
  startedAt: z.iso.datetime(),
  engine: EngineView,
  images: z.array(ImageBuildView),
});
export type SystemView = z.infer<typeof SystemView>;
