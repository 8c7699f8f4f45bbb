import type { JobName } from '@springboard/contracts/jobs.ts';
import type { Limits } from '@springboard/core/context.ts';

export type Concurrency = Readonly<Record<JobName, number>>;

/**
 * How many of each job run at once in a worker. Admission lets no more be made than `provisioningAtOnce`; as many again are for what is
 * claimed from pools, which must not wait behind what boots. Grading waits on the engine most of its time.
 */
export function concurrencyFor(limits: Pick<Limits, 'provisioningAtOnce' | 'labTestsAtOnce'>): Concurrency {
  return {
    'environment.admit': 1,
    'environment.provision': 2 * limits.provisioningAtOnce,
    'environment.change': limits.provisioningAtOnce,
    'environment.destroy': 6,
    'environment.reconcile': 1,
    // So many run at most; the rest are the short looks that give the next one its environment.
    'lab.test': limits.labTestsAtOnce + 2,
    'lab.freshness': 1,
    'content.sync': 1,
    'attempt.watch': 4,
    'notice.deliver': 4,
    'notice.remind': 1,
    'class.look': 1,
    'attempt.grade': 12,
  };
}

/** PostgreSQL's connections that a worker takes at most; more jobs than that take turns at them. */
const mostConnections = 40;

/** Each job has a query or two at a time; their locks share a connection of their own, outside this number. */
export function connectionsFor(concurrency: Concurrency): number {
  const jobs = Object.values(concurrency).reduce((sum, one) => sum + one, 0);
  return Math.min(mostConnections, jobs + 4);
}
