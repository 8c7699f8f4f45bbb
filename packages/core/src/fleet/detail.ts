import type { Actor } from '@springboard/contracts/actor.ts';
import type { EnvironmentDetail, EnvironmentEventView } from '@springboard/contracts/fleet.ts';
import { findEnvironment } from '@springboard/db/repositories/environments.ts';
import { findInFleet, listEventsWithActors } from '@springboard/db/repositories/fleet.ts';
import { readSnapshot } from '@springboard/db/snapshot.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { authorize, notFound } from '../access.ts';
import type { Context } from '../context.ts';
import { StoredSpec } from '../environments/spec.ts';
import { viewStagesOf } from '../environments/view.ts';
import { summaryOf } from './summary.ts';

/** An engine that is slow must not keep the page waiting, in milliseconds. */
const engineWithinMs = 3_000;

/**
 * One environment with everything that is known of it, hidden nodes and logs included. What the engine says is left
 * out while it is away. Errors: `not-found`.
 */
export async function getEnvironmentDetail(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<EnvironmentDetail> {
  authorize(actor, 'environment.any.read');
  return environmentDetail(ctx, id);
}

/** As `getEnvironmentDetail`, for use cases that have asked for the right already. */
export async function environmentDetail(ctx: Context, id: string): Promise<EnvironmentDetail> {
  const { row, full, events } = await readSnapshot(ctx.db, async (tx) => ({
    row: await findInFleet(tx, id),
    full: await findEnvironment(tx, id),
    events: await listEventsWithActors(tx, id),
  }));
  if (!row || !full) throw notFound('environment');
  const spec = StoredSpec.safeParse(full.spec);
  const onEngine = row.state !== 'destroyed' && row.state !== 'queued';
  const [summary, observed, usage] = await Promise.all([
    summaryOf(ctx.db, row),
    onEngine ? asked(ctx, () => ctx.driver.inspect(id)) : undefined,
    onEngine ? asked(ctx, () => ctx.driver.usage(id)) : undefined,
  ]);
  const status = new Map(observed?.nodes.map((node) => [node.name, node.status]));
  const stageEvents = events.map(({ event }) => event).filter((event) => event.kind === 'stage');
  return {
    ...summary,
    course: row.course,
    stages: viewStagesOf(full, stageEvents),
    nodes: (spec.success ? spec.data.topology.nodes : []).map((node) => ({
      name: node.name,
      image: imageName(spec.data?.images[node.name], node.image),
      hidden: node.role === 'hidden',
      status: status.get(node.name) ?? null,
    })),
    usage: usage
      ? { memoryBytes: usage.memoryBytes, diskBytes: usage.diskBytes, processes: usage.processes }
      : null,
    events: events.map(viewEvent),
  };
}

function imageName(image: { name: string; hash: string } | undefined, fallback: string): string {
  return image ? `${image.name}/${image.hash}` : fallback;
}

function viewEvent({
  event,
  actorName,
}: Awaited<ReturnType<typeof listEventsWithActors>>[number]): EnvironmentEventView {
  return {
    id: event.id,
    at: event.at.toISOString(),
    kind: event.kind,
    fromState: event.fromState,
    toState: event.toState,
    stage: event.stage,
    stageStatus: event.stageStatus,
    actor: actorName ?? event.actor,
    reason: event.reason,
    message: event.message,
    durationMs: event.durationMs,
    log: event.log,
  };
}

/** What the engine answers in time; undefined when it does not. */
async function asked<T>(ctx: Context, question: () => Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), engineWithinMs);
  });
  try {
    return await Promise.race([question(), late]);
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    ctx.log.debug({ err: error }, 'The engine did not say how an environment is.');
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
