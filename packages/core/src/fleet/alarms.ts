import type { FleetView, ResourceView } from '@springboard/contracts/fleet.ts';
import {
  dueWork,
  failuresSince,
  listImageBuilds,
  publishedTopologies,
} from '@springboard/db/repositories/fleet.ts';
import type { Context } from '../context.ts';
import { assess } from '../labs/availability.ts';
import { deliveryAlarms } from './delivery-alarms.ts';

type Alarm = FleetView['alarms'][number];

/** Who waits longer than this waits for something that does not come by itself, in milliseconds. */
const queueStuckMs = 10 * 60_000;
/** Work that is due is forwarded within seconds while a worker runs, in milliseconds. */
const workerSilentMs = 30_000;
const hour = 3_600_000;
/** Share of what may be handed out, from which on an operator is told. */
const nearly = 0.9;

/** What an operator should know now, the worst first. */
export async function findAlarms(
  ctx: Context,
  seen: Pick<FleetView, 'capacity'> & { readonly oldestQueuedAt: Date | null },
): Promise<Alarm[]> {
  const [engine, worker, images, failures, deliveries] = await Promise.all([
    engineAlarms(ctx),
    workerAlarms(ctx),
    imageAlarms(ctx),
    failureAlarms(ctx),
    deliveryAlarms(ctx),
  ]);
  const alarms = [
    ...engine,
    ...worker,
    ...(seen.capacity ? roomAlarms(seen.capacity) : []),
    ...queueAlarms(ctx, seen.oldestQueuedAt),
    ...(engine.length === 0 ? images : []),
    ...failures,
    ...deliveries,
  ];
  return alarms.sort((a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'));
}

async function engineAlarms(ctx: Context): Promise<Alarm[]> {
  const health = await ctx.driver.health();
  if (health.available) return [];
  return [
    {
      severity: 'critical',
      title: 'The engine cannot be used',
      detail: `${health.reason} Nothing can be started, and what runs cannot be looked at; what has been passed is kept.`,
      remedy: health.remedy,
    },
  ];
}

async function workerAlarms(ctx: Context): Promise<Alarm[]> {
  const now = ctx.clock();
  const { oldest } = await dueWork(ctx.db, now);
  const waited = oldest ? now.getTime() - oldest.getTime() : 0;
  if (waited < workerSilentMs) return [];
  return [
    {
      severity: 'critical',
      title: 'The worker does not take work',
      detail: `Work has been waiting for ${minutes(waited)}: nothing is started, graded or taken down.`,
      remedy:
        'Look at logs/worker.log in the state folder; `npm start` starts the worker when it is not running.',
    },
  ];
}

/**
 * A warning comes before admission lets anybody wait: it counts the larger of planned and measured use, as admission does, and looks whether
 * the largest environment still fits. A disk that is only planned to be full is no danger yet, since disks are sparse: what is
 * written makes it critical.
 */
export function roomAlarms(capacity: NonNullable<FleetView['capacity']>): Alarm[] {
  const { memory, disk } = capacity;
  return [
    ...roomAlarm({
      name: 'storage pool',
      resource: disk,
      dangerous: disk.used ?? disk.planned,
      remedy:
        'Destroy environments that nobody needs, lower the targets of the pools, or make the pool larger.',
    }),
    ...roomAlarm({
      name: 'memory',
      resource: memory,
      dangerous: Math.max(memory.planned, memory.used ?? 0),
      remedy:
        'Destroy environments that nobody needs, lower the targets of the pools, or give the host more memory.',
    }),
  ];
}

function roomAlarm({
  name,
  resource,
  dangerous,
  remedy,
}: {
  readonly name: string;
  readonly resource: ResourceView;
  /** Use that must not grow beyond the room. */
  readonly dangerous: number;
  readonly remedy: string;
}): Alarm[] {
  const { total, reserve, planned, used, free, largest } = resource;
  const room = total - reserve;
  if (room <= 0) return [];
  const numbers = `${gib(used ?? 0)} of ${gib(total)} are used, ${gib(planned)} are planned, ${gib(reserve)} are kept back as the reserve.`;
  if (dangerous >= room)
    return [
      {
        severity: 'critical',
        title: `The ${name} has reached its reserve`,
        detail: `${numbers} New environments wait in the queue; what runs goes on.`,
        remedy,
      },
    ];
  const full = free < largest;
  if (!full && Math.max(planned, used ?? 0) < room * nearly) return [];
  const waits = ` Who starts the largest environment (${gib(largest)}) waits: ${gib(Math.max(0, free))} are free.`;
  return [
    {
      severity: 'warning',
      title: `The ${name} is near its reserve`,
      detail: `${numbers}${full ? waits : ''}`,
      remedy,
    },
  ];
}

function queueAlarms(ctx: Context, oldest: Date | null): Alarm[] {
  const waited = oldest ? ctx.clock().getTime() - oldest.getTime() : 0;
  if (waited < queueStuckMs) return [];
  return [
    {
      severity: 'warning',
      title: 'The queue does not move',
      detail: `Somebody has been waiting for an environment for ${minutes(waited)}.`,
      remedy:
        'The queue says what each waits for. Make room by destroying environments that nobody uses, or raise the limit.',
    },
  ];
}

async function imageAlarms(ctx: Context): Promise<Alarm[]> {
  const [topologies, builds] = await Promise.all([publishedTopologies(ctx.db), listImageBuilds(ctx.db)]);
  const alarms: Alarm[] = builds
    .filter((build) => build.state === 'failed')
    .map((build) => ({
      severity: 'warning',
      title: `The image ${build.name} could not be built`,
      detail: build.detail ?? 'The log of the build is in logs/ of the state folder.',
      remedy: `Mend what the log names, then \`npm run springboard -- images build ${build.name}\`.`,
    }));
  const grounds = await Promise.all(
    topologies.map(async (name) => ({ name, ...(await assess(ctx, name)).availability })),
  );
  for (const ground of grounds) {
    if (ground.status !== 'unavailable') continue;
    if (builds.some((build) => build.state === 'failed' && ground.reason.includes(` ${build.name} `)))
      continue;
    alarms.push({
      severity: 'warning',
      title: `Labs on ${ground.name} cannot run`,
      detail: ground.reason,
      remedy: ground.remedy,
    });
  }
  return alarms;
}

async function failureAlarms(ctx: Context): Promise<Alarm[]> {
  const failures = await failuresSince(ctx.db, new Date(ctx.clock().getTime() - hour));
  const total = failures.reduce((sum, one) => sum + one.count, 0);
  if (total === 0) return [];
  const parts = failures.map(
    ({ topology, reason, count }) => `${count} × ${topology} (${reason ?? 'unknown'})`,
  );
  return [
    {
      severity: 'warning',
      title:
        total === 1
          ? 'An environment failed in the last hour'
          : `${total} environments failed in the last hour`,
      detail: `${parts.join(', ')}.`,
      remedy: 'Open it in the list below: the stage that failed has its log.',
    },
  ];
}

const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

function minutes(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} seconds` : `${Math.round(ms / 60_000)} minutes`;
}
