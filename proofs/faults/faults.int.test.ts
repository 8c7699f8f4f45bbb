import { engineAbsent } from '@springboard/grading/testing/lab-environment.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { full } from '../lib/form.ts';
import { type OwnEngine, openOwnEngine } from '../lib/own-engine.ts';
import { printTable } from '../lib/table.ts';
import { lab, World } from '../lib/world.ts';
import { type Operation, outcome, reach, type Subject, stages } from './cells.ts';
import { differences } from './settled.ts';

const absent = await engineAbsent();
const victims = ['api', 'worker', 'postgres', 'incusd'] as const;
type Victim = (typeof victims)[number];

/** Every stage of every operation with every victim; in the short form each operation once, with the victims in turn. */
const all = (Object.keys(stages) as Operation[]).flatMap((operation) =>
  stages[operation].flatMap((stage) => victims.map((victim) => ({ operation, stage, victim }))),
);
const chosen = [
  'provision nodes worker',
  'provision healthy postgres',
  'claim thaw worker',
  'pause asked worker',
  'resume thaw api',
  'save save worker',
  'rewind restore postgres',
  'destroy destroying worker',
];
const only = process.env.SPRINGBOARD_CELLS?.split(',');
const name = ({ operation, stage, victim }: (typeof all)[number]) => `${operation} ${stage} ${victim}`;
const cells = all.filter((cell) =>
  only ? only.some((part) => name(cell).includes(part)) : full || chosen.includes(name(cell)),
);
/** Within so long after everything is back; the short form runs beside other tests, on machines that are busy with them. */
const settleMs = full || only ? 30_000 : 120_000;
const withEngine = cells.some(({ victim }) => victim === 'incusd');

/**
 * `kill -9` of one process at a stage of an operation, on a whole platform. Soon after everything is back the database equals the
 * engine, nothing is orphaned or claimed twice, and what was passed is passed. The column `incusd` has an engine of its own, since the
 * machine's may be in use by others.
 */
describe.skipIf(absent !== undefined)(
  `fault matrix${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  { timeout: 450_000 },
  () => {
    let world: World;
    let engine: OwnEngine | undefined;
    let witness: Subject;
    let subject: Subject | undefined;
    let spoilt = false;
    const rows: string[][] = [];

    const open = async () => {
      if (withEngine) engine = await openOwnEngine(['linux-single']);
      world = await World.start(engine ? { INCUS_SOCKET: engine.socket } : {});
      subject = undefined;
      witness = await passed();
    };
    const close = async () => {
      await world?.stop({ engineGoes: withEngine });
      await engine?.close();
    };
    beforeAll(open, 300_000);
    afterAll(async () => {
      printTable(
        'fault-matrix',
        ['operation', 'stage', 'kill -9 of', 'back after', 'settled after', 'verdict'],
        rows,
      );
      await close();
    }, 300_000);
    // What a cell left behind is its own fault: the next one begins on a fresh platform.
    beforeEach(async () => {
      if (!spoilt) return;
      await close();
      await open();
      spoilt = false;
    }, 600_000);

    async function passed(): Promise<Subject> {
      const api = await world.person();
      const started = await api.startAttempt(lab);
      const ready = await api.waitFor(started.id, (view) => view.environment?.state === 'ready', 90_000);
      await world.passFirstTask(api, ready);
      return { api, attempt: await settledView(api, ready.id) };
    }

    /** Ready, and the save points that follow a start and a passed task are made. */
    const settledView = async (api: Subject['api'], id: string) => {
      await world.until(
        `select e.id from environment e join attempt a on a.environment_id = e.id where a.id = $1 and e.state = 'ready'
         and not exists (select from save_point s where s.environment_id = e.id and s.state = 'making')`,
        [id],
        90_000,
      );
      return api.attempt(id);
    };

    async function prepare(operation: Operation): Promise<Subject> {
      if (operation === 'provision' || operation === 'claim') await pool(operation === 'claim' ? 1 : 0);
      if (operation === 'provision' || operation === 'claim') return witness;
      subject ??= await passed();
      const { api, attempt } = subject;
      if (operation === 'resume') {
        await api.request('POST', `/api/attempts/${attempt.id}/pause`);
        await api.waitFor(attempt.id, (view) => view.environment?.state === 'paused', 30_000);
      }
      return subject;
    }

    async function pool(target: number): Promise<void> {
      const operator = await world.person('operator');
      await operator.request('PUT', '/api/pools/linux-single', { target, mode: 'frozen' });
      if (target === 0) return;
      await world.until("select id from environment where state = 'pooled' and frozen", [], 60_000);
    }

    async function killAndAwait(victim: Victim): Promise<number> {
      const began = performance.now();
      if (victim === 'incusd') {
        if (!engine) throw new Error('no engine of our own');
        await engine.kill();
        await engine.restart();
        return performance.now() - began;
      }
      const before = world.platform.info.pids[victim];
      world.platform.kill(victim);
      await expect
        .poll(() => world.platform.info.pids[victim], { timeout: 60_000, interval: 50 })
        .not.toBe(before);
      await expect
        .poll(
          () =>
            fetch(`${world.platform.info.url}/api/health`).then(
              ({ ok }) => ok,
              () => false,
            ),
          {
            timeout: 60_000,
            interval: 50,
          },
        )
        .toBe(true);
      return performance.now() - began;
    }

    async function wrongs(operation: Operation, hit: Subject): Promise<string[]> {
      const found = await differences(world);
      const view = await hit.api.attempt(hit.attempt.id);
      const [row] = await world.rows<{ state: string }>('select state from environment where id = $1', [
        view.environment?.id ?? hit.attempt.environment?.id,
      ]);
      if (row?.state !== outcome[operation]) found.push(`it is ${row?.state} and not ${outcome[operation]}`);
      for (const { api, attempt } of [witness, hit]) {
        const now = await api.attempt(attempt.id);
        const lost = attempt.tasks.filter(
          (task, i) =>
            task.status === 'passed' &&
            (now.tasks[i]?.status !== 'passed' || now.tasks[i]?.score !== task.score),
        );
        if (lost.length > 0 || now.score < attempt.score) found.push('a result was lost');
      }
      return found;
    }

    it.each(cells.map((cell) => [name(cell), cell] as const))(
      '%s',
      async (_, { operation, stage, victim }) => {
        const row = [operation, stage, victim, '', '', 'not reached'];
        rows.push(row);
        spoilt = true;
        const hit = await reach(world, operation, stage, await prepare(operation));
        row[5] = 'not settled';
        const backMs = await killAndAwait(victim);
        row[3] = `${(backMs / 1000).toFixed(1)} s`;
        const began = performance.now();
        let found: string[] = ['not looked'];
        while (found.length > 0 && performance.now() - began < settleMs) {
          found = await wrongs(operation, hit).catch((error) => [String(error)]);
          if (found.length > 0) await new Promise((resolve) => setTimeout(resolve, 150));
        }
        row[4] = `${((performance.now() - began) / 1000).toFixed(1)} s`;
        row[5] = found.length === 0 ? 'as it should be' : found.join('; ');
        expect(found).toEqual([]);
        if (operation === 'destroy' || operation === 'pause') subject = undefined;
        if (operation === 'provision' || operation === 'claim' || operation === 'pause') {
          await hit.api.request('POST', `/api/attempts/${hit.attempt.id}/finish`);
        }
        spoilt = false;
      },
    );
  },
);
