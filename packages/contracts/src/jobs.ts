import { z } from 'zod';
import { CheckTrigger } from './attempts.ts';

/**
 * Every job of the platform: its queue, its payload and how its id is derived from the entity, so that double
 * enqueues collapse. Each has exactly one handler or the worker refuses to start.
 */
export const jobs = {
  'environment.provision': z.object({ environmentId: z.uuid() }),
  'environment.destroy': z.object({ environmentId: z.uuid() }),
  'environment.reconcile': z.object({}),
  'attempt.grade': z.object({ attemptId: z.uuid(), trigger: CheckTrigger }),
} as const;
export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]>;
