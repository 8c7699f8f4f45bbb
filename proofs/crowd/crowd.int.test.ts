import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { engineAbsent } from '@springboard/grading/testing/lab-environment.ts';
import type { ApiClient } from '@springboard/testkit/api-client.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { full } from '../lib/form.ts';
import { printTable } from '../lib/table.ts';
import { lab, World } from '../lib/world.ts';

const absent = await engineAbsent();
const people = full ? 200 : 14;
const pool = full ? 5 : 2;
const seconds = (ms: number) => (ms / 1000).toFixed(1);

interface Served {
  readonly attemptId: string;
  readonly environmentId: string;
  readonly readyMs: number;
  /** It was shown a place in the queue, and with one an estimate. */
  readonly place: boolean;
  readonly estimate: boolean;
}

/** Many people press *Start* at the same moment, do something short, and leave. */
describe.skipIf(absent !== undefined)(
  `a crowd${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  { timeout: 1_800_000 },
  () => {
    let world: World;
    beforeAll(async () => {
      world = await World.start({ SPRINGBOARD_POOLS: `linux-single=${pool}` });
      await world.until(
        "select 1 from environment where state = 'pooled' having count(*) >= $1",
        [pool],
        180_000,
      );
    }, 240_000);
    afterAll(async () => {
      await world?.stop();
    }, 300_000);

    async function visit(api: ApiClient): Promise<Served> {
      const began = performance.now();
      const started = await api.startAttempt(lab);
      const seen = { place: false, estimate: false };
      const look = ({ environment }: AttemptView) => {
        if (environment?.queue) {
          seen.place = true;
          seen.estimate ||= environment.queue.startsAt !== null;
        }
        return environment?.state === 'ready';
      };
      const ready = await api.waitFor(started.id, look, 1_500_000);
      const readyMs = performance.now() - began;
      await api.finishAttempt(started.id);
      return { attemptId: started.id, environmentId: ready.environment?.id ?? '', readyMs, ...seen };
    }

    it(`serves ${people} people with a pool of ${pool}`, async () => {
      const visitors: ApiClient[] = [];
      for (let one = 0; one < people; one += 1) visitors.push(await world.person());
      const served = await Promise.all(visitors.map(visit));

      // Nobody's environment was anybody else's.
      expect(new Set(served.map((one) => one.environmentId)).size).toBe(people);
      const twice = await world.rows(
        "select environment_id from environment_event where to_state = 'claimed' group by environment_id having count(*) > 1",
      );
      expect(twice).toEqual([]);

      // Who came first left the queue first. Starts of the same moment may commit in another order than they began in.
      const order = await world.rows<{ attempt: string; seconds: number }>(
        `select a.id as attempt, extract(epoch from m.at - a.started_at)::float as seconds from attempt a
         join lateral (select e.id, e.at from environment_event e join environment q on q.id = e.environment_id
           where e.environment_id = a.environment_id and e.kind = 'state' and e.to_state in ('provisioning', 'claimed')
             and (e.to_state = 'claimed' or q.purpose = 'attempt') order by e.id limit 1) m on true
         where a.id = any($1) order by m.id`,
        [served.map((one) => one.attemptId)],
      );
      const began = await world.rows<{ id: string }>(
        'select id from attempt where id = any($1) order by started_at, id',
        [served.map((one) => one.attemptId)],
      );
      const places = began.map(({ id }, place) =>
        Math.abs(order.findIndex((one) => one.attempt === id) - place),
      );
      const furthest = Math.max(...places);
      const queued = new Set(order.filter((one) => one.seconds > 5).map((one) => one.attempt));
      const waited = served.filter((one) => queued.has(one.attemptId));
      const times = served.map((one) => one.readyMs).sort((a, b) => a - b);
      printTable(
        'crowd',
        ['what', 'value'],
        [
          ['people, pool', `${people}, ${pool}`],
          [
            'first, median, last ready',
            [times[0], times[people >> 1], times.at(-1)].map((ms) => `${seconds(ms ?? 0)} s`).join(', '),
          ],
          ['environments handed out twice', '0'],
          ['furthest from their turn', `${furthest} places`],
          [
            'in the queue for over 5 s',
            `${waited.length}; without a place ${waited.filter((one) => !one.place).length}, without an estimate ${waited.filter((one) => !one.estimate).length}`,
          ],
        ],
      );
      expect(furthest).toBeLessThanOrEqual(full ? 20 : 4);
      expect(waited.filter((one) => !one.place || !one.estimate)).toEqual([]);
      expect(await world.rows("select id from environment where state = 'queued'")).toEqual([]);
    });
  },
);
