import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { engineAbsent } from '@springboard/grading/testing/lab-environment.ts';
import { type ApiClient, ApiError } from '@springboard/testkit/api-client.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { full } from '../lib/form.ts';
import { printTable } from '../lib/table.ts';
import { lab, World } from '../lib/world.ts';

const absent = await engineAbsent();
const people = full ? 200 : 14;
const pool = full ? 5 : 2;
const seconds = (ms: number) => (ms / 1000).toFixed(1);

interface Served {
  /** The environment that was asked for: it ends with nothing made when one of the pool is given in its place. */
  readonly attemptId: string;
  readonly environmentId: string;
  readonly readyMs: number;
  /** When *Start* was answered, by the clock, and after how long. */
  readonly answeredAt: number;
  readonly answeredMs: number;
  /** It was shown a place in the queue, and with one an estimate. */
  readonly place: boolean;
  readonly estimate: boolean;
}

/** When a request left the queue, by the clock in seconds, and how many places later than its turn (negative: earlier). */
interface Turn {
  readonly attemptId: string;
  readonly leftAt: number;
  readonly from: number;
}

/** Many people press *Start* at the same moment, do something short, and leave. */
describe.skipIf(absent !== undefined)(
  `a crowd${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  { timeout: 1_800_000 },
  () => {
    let world: World;
    let again = 0;
    beforeAll(async () => {
      world = await World.start({ SPRINGBOARD_POOLS: `linux-single=${pool}` });
      await world.until(
        "select 1 from environment where state = 'pooled' having count(*) >= $1",
        [pool],
        480_000,
      );
    }, 600_000);
    afterAll(async () => {
      await world?.stop();
    }, 900_000);

    /** Presses *Start*; told that nothing was changed, such as by a host that is too busy for now, again a moment later. */
    async function press(api: ApiClient): Promise<AttemptView> {
      for (;;) {
        try {
          return await api.startAttempt(lab);
        } catch (error) {
          if (!(error instanceof ApiError && error.problem?.code === 'unavailable')) throw error;
          again += 1;
          await new Promise((resolve) => setTimeout(resolve, 1_000));
        }
      }
    }

    async function visit(api: ApiClient): Promise<Served> {
      const began = performance.now();
      const started = await press(api);
      const answeredAt = Date.now();
      const answeredMs = performance.now() - began;
      const seen = { place: false, estimate: false };
      const look = ({ environment }: AttemptView) => {
        if (environment?.queue) {
          seen.place = true;
          seen.estimate ||= environment.queue.startsAt !== null;
        }
        return environment?.state === 'ready';
      };
      const failed = ({ environment }: AttemptView) => environment?.state === 'failed';
      look(started);
      const ready = await api.waitFor(started.id, (view) => look(view) || failed(view), 1_500_000);
      if (failed(ready)) throw new Error(`an environment failed: ${ready.environment?.problem?.title}`);
      const readyMs = performance.now() - began;
      await api.finishAttempt(started.id);
      return {
        attemptId: started.id,
        environmentId: ready.environment?.id ?? '',
        readyMs,
        answeredAt,
        answeredMs,
        ...seen,
      };
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

      // Who asked first left the queue first, whichever way: told by the end of the request, not by when the environment got ready.
      // Starts of the same moment may commit in another order than they began in.
      const queue = await world.rows<Turn>(
        `select a.id as "attemptId", extract(epoch from m.at)::float as "leftAt",
           row_number() over (order by m.id)::int - row_number() over (order by q.created_at, q.id)::int as "from"
         from environment q
         join environment_event asked on asked.environment_id = q.id and asked.kind = 'state' and asked.to_state = 'queued'
         join attempt a on a.person_id = asked.actor
         join lateral (select e.id, e.at from environment_event e
           where e.environment_id = q.id and e.kind = 'state' and e.from_state = 'queued' order by e.id limit 1) m on true
         where a.id = any($1)`,
        [served.map((one) => one.attemptId)],
      );
      expect(queue).toHaveLength(people);
      const furthest = Math.max(...queue.map((one) => Math.abs(one.from)));
      // Counted from the answer to *Start*: nobody has a page to see a place on before.
      const left = new Map(queue.map((one) => [one.attemptId, one.leftAt * 1_000]));
      const waited = served.filter((one) => (left.get(one.attemptId) ?? 0) - one.answeredAt > 5_000);
      const answers = served.map((one) => one.answeredMs).sort((a, b) => a - b);
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
          [
            '*Start* answered, median and last',
            [answers[people >> 1], answers.at(-1)].map((ms) => `${seconds(ms ?? 0)} s`).join(', '),
          ],
          ['told to press again', String(again)],
          ['environments handed out twice', '0'],
          ['furthest from their turn', `${furthest} places`],
          [
            'seen waiting for over 5 s',
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
