import type { JobName } from '@springboard/contracts/jobs.ts';
import type { Context } from '@springboard/core/context.ts';
import { counters, lastReconcile } from '@springboard/core/environments/counters.ts';
import { takeMeasures } from '@springboard/core/fleet/measures.ts';
import { beginning, countHistory, durationBounds } from '@springboard/db/repositories/history.ts';
import type { Handler, Handlers } from '@springboard/queue/worker.ts';
import { registerFleetMetrics } from '@springboard/telemetry/metrics/fleet-metrics.ts';
import { createJobMetrics, type JobMetrics } from '@springboard/telemetry/metrics/job-metrics.ts';
import { createRegistry, serveMetrics } from '@springboard/telemetry/metrics/serve-metrics.ts';

export interface WorkerMetrics {
  /** The same handlers, measured. */
  measured(handlers: Handlers): Handlers;
  /** Null when nothing is served. */
  readonly port: number | null;
  close(): Promise<void>;
}

/** Serves what the worker knows of environments, pools, queue, host and jobs, at `GET /metrics` of a loopback port. */
export async function startMetrics(
  ctx: Context,
  port: number | null,
  log: Parameters<typeof serveMetrics>[0]['log'],
): Promise<WorkerMetrics> {
  const registry = createRegistry();
  const jobs = createJobMetrics(registry);
  let mark = beginning;
  let counting: Promise<unknown> = Promise.resolve();
  const collect = registerFleetMetrics(registry, {
    durationBounds,
    history: async () => {
      const part = await countHistory(ctx.db, mark);
      mark = part.mark;
      return part;
    },
    measures: async () => ({
      ...(await takeMeasures(ctx)),
      reconciler: { counters, lastAt: lastReconcile.at, durationMs: lastReconcile.durationMs },
    }),
    onError: (error) => ctx.log.warn({ err: error }, 'Not all metrics could be collected for a scrape.'),
  });
  // One scrape at a time: what one counts the next must not count again.
  const inTurn = () => {
    const turn = counting.then(collect);
    counting = turn.catch(() => {});
    return turn;
  };
  const server = await serveMetrics({
    registry,
    collect: inTurn,
    port,
    variable: 'SPRINGBOARD_METRICS_PORT',
    log,
  });
  return {
    measured: (handlers) =>
      Object.fromEntries(
        Object.entries(handlers).map(([job, handle]) => [job, measuring(jobs, job as JobName, handle)]),
      ) as unknown as Handlers,
    port: server.port,
    close: () => server.close(),
  };
}

function measuring<N extends JobName>(jobs: JobMetrics, job: N, handle: Handler<N>): Handler<N> {
  return (payload, run) => jobs.measure(job, () => handle(payload, run));
}
