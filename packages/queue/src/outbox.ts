import { type JobName, type JobPayload, jobs } from '@springboard/contracts/jobs.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { outbox } from '@springboard/db/schema/platform.ts';
import { sql } from 'drizzle-orm';

/** Channel of NOTIFY on which the dispatcher hears of new rows of the outbox. */
export const outboxChannel = 'springboard_outbox';

export interface EnqueueOptions {
  /** Work of the same id collapses; see `enqueue`. Default: the id in the payload. */
  readonly jobId?: string;
  /** Not before this moment; at once when absent. */
  readonly runAt?: Date;
}

/**
 * Writes work to the outbox, in the transaction of the state it belongs to; the worker hears of it at commit.
 *
 * Of all work with the same job and id, at most one runs at a time. While one waits, more of it collapses into that
 * one; while one runs, one more is run after it, with the newest payload. So handlers read what is to be done from the
 * database, and the payload only says where to look.
 */
export async function enqueue<N extends JobName>(
  tx: Queryable,
  job: N,
  payload: JobPayload<N>,
  options: EnqueueOptions = {},
): Promise<void> {
  const valid: Record<string, unknown> = jobs[job].parse(payload);
  await tx.insert(outbox).values({
    job,
    payload: valid,
    jobId: options.jobId ?? idIn(valid),
    ...(options.runAt === undefined ? {} : { runAt: options.runAt }),
  });
  await tx.execute(sql`select pg_notify(${outboxChannel}, '')`);
}

export type Enqueue = typeof enqueue;

/** The entity that a payload names; jobs without one exist once. */
function idIn(payload: Record<string, unknown>): string {
  const [, id] = Object.entries(payload).find(([key]) => key.endsWith('Id')) ?? [];
  return typeof id === 'string' ? id : 'only';
}
