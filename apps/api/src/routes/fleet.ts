import { actorOf } from '@springboard/auth/actor.ts';
import { FleetView, PoolTarget } from '@springboard/contracts/fleet.ts';
import { may } from '@springboard/core/access.ts';
import type { Context } from '@springboard/core/context.ts';
import { setPoolTarget } from '@springboard/core/fleet/pools.ts';
import { measureFleet, viewFleet } from '@springboard/core/fleet/view-fleet.ts';
import { none } from '../http/input.ts';
import { route, streamRoute } from '../http/route.ts';
import { openStream } from '../live/open-stream.ts';
import { SharedReading } from '../live/shared-reading.ts';
import { TopologyPath } from './topology-path.ts';

const answer = { status: 200, schema: FleetView } as const;

/** However many operators look on, the fleet is measured once a second at most, and every few seconds without any change. */
const measured = { apartMs: 1_000, gatherMs: 100, everyMs: 5_000 };
const readings = new WeakMap<Context, SharedReading<FleetView>>();

function readingOf(core: Context): SharedReading<FleetView> {
  const reading = readings.get(core) ?? new SharedReading(() => measureFleet(core), measured.apartMs);
  readings.set(core, reading);
  return reading;
}

export const fleetRoute = route({
  method: 'get',
  path: '/api/fleet',
  summary: 'Capacity, pools, queue and alarms of the whole installation',
  permission: 'environment.any.read',
  params: none,
  query: none,
  body: null,
  answer,
  handle: ({ actor }, { core }) => viewFleet(core, actor),
});

export const fleetEvents = streamRoute({
  method: 'get',
  path: '/api/fleet/events',
  summary:
    'Server-sent events: the whole fleet as `fleet`, at once, at each change, and as often as it is measured',
  permission: 'environment.any.read',
  params: none,
  query: none,
  body: null,
  handle: async ({ actor, request }, { core, auth, live, log }) => {
    let events = 0;
    return openStream(live, {
      personId: actor.personId,
      event: 'fleet',
      concerns: (change) => change.kind === 'fleet',
      gatherMs: measured.gatherMs,
      everyMs: measured.everyMs,
      view: async () => {
        const still = await actorOf(auth, request);
        if (still?.actor.personId !== actor.personId || !may(still.actor, 'environment.any.read'))
          return null;
        return { id: ++events, data: JSON.stringify(FleetView.parse(await readingOf(core).read())) };
      },
      onError: (err) => log.warn({ err, requestId: request.id }, 'An event stream was ended by an error.'),
    });
  },
});

export const setPoolRoute = route({
  method: 'put',
  path: '/api/pools/{topology}',
  summary: 'How many environments of a topology are kept ready in advance, and how',
  permission: 'pool.manage',
  params: TopologyPath,
  query: none,
  body: PoolTarget,
  answer: { status: 204, schema: null },
  handle: ({ actor, params, body }, { core }) => setPoolTarget(core, actor, params.topology, body),
});
