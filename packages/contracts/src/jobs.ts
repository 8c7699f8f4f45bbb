import { z } from 'zod';
import { CheckTrigger } from './attempts.ts';

/** What is done to an environment that lives. A save point is named by `environment.save_point_id`. */
export const EnvironmentChange = z.enum(['pause', 'resume', 'save', 'rewind']);
export type EnvironmentChange = z.infer<typeof EnvironmentChange>;

/**
 * Every job of the platform: its queue, its payload and how its id is derived from the entity, so that double
 * enqueues collapse. Each has exactly one handler or the worker refuses to start.
 */
export const jobs = {
  /** Looks at queue, pools and room, and decides what is claimed and what is made next; freezes, probes and drains the pools. */
  'environment.admit': z.object({}),
  /** Brings an environment to `ready`, or to `pooled`: makes it, or wakes and sets up one that was claimed from the pool. */
  'environment.provision': z.object({ environmentId: z.uuid() }),
  /** Does the change that its row asks for: pause, resume, save or rewind. */
  'environment.change': z.object({ environmentId: z.uuid(), change: EnvironmentChange }),
  'environment.destroy': z.object({ environmentId: z.uuid() }),
  'environment.reconcile': z.object({}),
  /** Goes on with a contract test of a lab from where its row and its environment are. */
  'lab.test': z.object({ labTestId: z.uuid() }),
  /** Starts the test of a published lab that is due, at night and while nobody learns; ends it when somebody does. */
  'lab.freshness': z.object({}),
  /** Brings the catalogue to what the content repository holds. */
  'content.sync': z.object({}),
  /** Looks at a lab's invariants when they are due. */
  'attempt.watch': z.object({ attemptId: z.uuid() }),
  /** Sends a notice out of the platform by one channel. */
  'notice.deliver': z.object({ deliveryId: z.uuid() }),
  /** Tells people of what is due soon, owners of labs that went stale, and seniors of their teams' week; forgets old notices. */
  'notice.remind': z.object({}),
  /** Opens classes whose time has come, and starts their people's attempts; goes on with what was broken off. */
  'class.look': z.object({}),
  'attempt.grade': z.object({ attemptId: z.uuid(), trigger: CheckTrigger }),
} as const;
export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]>;
