import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConformanceTarget } from './conformance.ts';
import type { EnvironmentSpec } from './driver.ts';

const patience = AbortSignal.timeout.bind(AbortSignal, 500_000);
const nothing = () => undefined;
const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => error,
  );

/** The part of the conformance suite about environments that exist: freezing, save points, numbers. */
export function describeChanges(given: () => ConformanceTarget): void {
  describe('changes of an environment', () => {
    let target: ConformanceTarget;
    let spec: EnvironmentSpec;
    beforeAll(() => {
      target = given();
      spec = target.newSpec();
    });
    // One environment for all: a new one each time would cost minutes.
    beforeEach(async () => {
      await target.driver.apply(spec, nothing, patience());
      for (const name of (await savePoints()) ?? []) await target.driver.deleteSavePoint(spec.id, name);
      if (target.keepsDisks) await sh('rm -f /root/moment');
    });
    afterAll(() => target.driver.destroy(spec.id));

    const statuses = async () => {
      const seen = await target.driver.inspect(spec.id);
      return Object.fromEntries((seen?.nodes ?? []).map(({ name, status }) => [name, status]));
    };
    const all = (status: string) => ({ host1: status, grader: status });
    const savePoints = async () => (await target.driver.inspect(spec.id))?.savePoints;
    const sh = async (script: string) => {
      const request = { command: ['sh', '-c', script], timeoutMs: 60_000 };
      return Buffer.from((await target.driver.exec(spec.id, 'host1', request)).stdout).toString();
    };
    const rewind = (name: string) => target.driver.rewind(spec, name, nothing, patience());
    const missing = { name: 'DriverError', kind: 'missing' };

    describe('freeze and thaw', () => {
      it('stop all nodes and let them go on, as often as called', async () => {
        for (let time = 0; time < 2; time += 1) {
          await target.driver.freeze(spec.id);
          expect(await statuses()).toEqual(all('frozen'));
        }
        await expect(
          target.driver.exec(spec.id, 'host1', { command: ['true'], timeoutMs: 60_000 }),
        ).rejects.toMatchObject({ kind: 'failed' });
        for (let time = 0; time < 2; time += 1) {
          await target.driver.thaw(spec.id);
          expect(await statuses()).toEqual(all('running'));
        }
        expect(await sh('echo awake')).toBe('awake\n');
      });

      it('agree with a second caller', async () => {
        await Promise.all([target.driver.freeze(spec.id), target.driver.freeze(spec.id)]);
        expect(await statuses()).toEqual(all('frozen'));
        await Promise.all([target.driver.thaw(spec.id), target.driver.thaw(spec.id)]);
        expect(await statuses()).toEqual(all('running'));
      });

      it('freeze nothing when a node is stopped; a thaw starts it', async () => {
        await target.stopNode(spec.id, 'grader');
        await expect(target.driver.freeze(spec.id)).rejects.toMatchObject({ kind: 'failed' });
        expect(await statuses()).toEqual({ host1: 'running', grader: 'stopped' });
        await target.driver.thaw(spec.id);
        expect(await statuses()).toEqual(all('running'));
      });

      it('freeze all or nothing when cancelled', async () => {
        for (const ms of [0, 3, 10, 30]) {
          const abort = new AbortController();
          const freezing = outcomeOf(target.driver.freeze(spec.id, abort.signal));
          await delay(ms);
          abort.abort();
          const outcome = await freezing;
          if (outcome === 'done') expect(await statuses()).toEqual(all('frozen'));
          else {
            expect(outcome).toMatchObject({ name: 'DriverError', kind: 'cancelled' });
            expect(await statuses()).toEqual(all('running'));
          }
          await target.driver.thaw(spec.id);
        }
        await expect(target.driver.freeze(spec.id, AbortSignal.abort())).rejects.toMatchObject({
          kind: 'cancelled',
        });
        await expect(target.driver.thaw(spec.id, AbortSignal.abort())).rejects.toMatchObject({
          kind: 'cancelled',
        });
      });

      it('do not keep an environment from being destroyed, or from being applied again', async () => {
        await target.driver.freeze(spec.id);
        await target.driver.apply(spec, nothing, patience());
        expect(await statuses()).toEqual(all('running'));
        await target.driver.freeze(spec.id);
        await target.driver.destroy(spec.id);
        expect(await target.driver.inspect(spec.id)).toBeUndefined();
      });
    });

    describe('save points', () => {
      it('bring back the disks of each moment, in any order', async () => {
        const before = await target.driver.apply(spec, nothing, patience());
        const moments = ['start', 'task-1'];
        for (const moment of moments) {
          if (target.keepsDisks) await sh(`echo ${moment} >/root/moment`);
          await target.driver.save(spec.id, moment);
          expect(await statuses()).toEqual(all('running'));
        }
        if (target.keepsDisks) await sh('echo later >/root/moment');
        expect(await savePoints()).toEqual(moments);
        for (const moment of ['start', 'task-1', 'start']) {
          const events: string[] = [];
          const after = await target.driver.rewind(
            spec,
            moment,
            ({ stage, status }) => events.push(`${stage} ${status}`),
            patience(),
          );
          expect(events).toEqual(['nodes started', 'nodes finished', 'boot started', 'boot finished']);
          expect(after).toEqual(before);
          if (target.keepsDisks) expect(await sh('cat /root/moment')).toBe(`${moment}\n`);
          expect(await savePoints()).toEqual(moments);
        }
        expect((await target.driver.list()).find(({ id }) => id === spec.id)?.savePoints).toEqual(moments);
      });

      it('are made once however often they are asked for', async () => {
        await Promise.all([target.driver.save(spec.id, 'start'), target.driver.save(spec.id, 'start')]);
        if (target.keepsDisks) await sh('echo later >/root/moment');
        await target.driver.save(spec.id, 'start');
        expect(await savePoints()).toEqual(['start']);
        await rewind('start');
        if (target.keepsDisks) expect(await sh('cat /root/moment 2>/dev/null; true')).toBe('');
      });

      it('are made of frozen nodes, which run afterwards', async () => {
        await target.driver.freeze(spec.id);
        await target.driver.save(spec.id, 'start');
        expect(await statuses()).toEqual(all('running'));
        expect(await savePoints()).toEqual(['start']);
      });

      it('are not made while a node is stopped, and nothing changes', async () => {
        await target.stopNode(spec.id, 'host1');
        await expect(target.driver.save(spec.id, 'start')).rejects.toMatchObject({ kind: 'failed' });
        expect(await statuses()).toEqual({ host1: 'stopped', grader: 'running' });
        expect(await savePoints()).toEqual([]);
      });

      it('have names that cannot mean anything else', async () => {
        for (const name of ['Upper', 'a/b', 'a b', '', '-a', '../a']) {
          await expect(target.driver.save(spec.id, name)).rejects.toMatchObject({ kind: 'refused' });
        }
        expect(await statuses()).toEqual(all('running'));
      });

      it('are whole or not there after a cancel, and the nodes run', async () => {
        for (const ms of [0, 10, 40, 90, 180]) {
          const abort = new AbortController();
          const saving = outcomeOf(target.driver.save(spec.id, 'start', abort.signal));
          await delay(ms);
          abort.abort();
          const outcome = await saving;
          if (outcome !== 'done') expect(outcome).toMatchObject({ name: 'DriverError', kind: 'cancelled' });
          expect(await savePoints()).toEqual(outcome === 'done' ? ['start'] : []);
          expect(await statuses()).toEqual(all('running'));
          await target.driver.deleteSavePoint(spec.id, 'start');
        }
      });

      it('are removed, also when missing, and not gone back to any more', async () => {
        await target.driver.save(spec.id, 'start');
        await target.driver.save(spec.id, 'task-1');
        await target.driver.deleteSavePoint(spec.id, 'start');
        await target.driver.deleteSavePoint(spec.id, 'start');
        expect(await savePoints()).toEqual(['task-1']);
        await expect(rewind('start')).rejects.toMatchObject(missing);
        expect(await statuses()).toEqual(all('running'));
        await target.driver.deleteSavePoint(target.newSpec().id, 'start');
      });

      it('take the name of a removed one for another moment', async () => {
        if (target.keepsDisks) await sh('echo first >/root/moment');
        await target.driver.save(spec.id, 'start');
        await target.driver.deleteSavePoint(spec.id, 'start');
        if (target.keepsDisks) await sh('echo second >/root/moment');
        await target.driver.save(spec.id, 'start');
        await rewind('start');
        if (target.keepsDisks) expect(await sh('cat /root/moment')).toBe('second\n');
      });

      it.each(['running', 'stopped', 'frozen'])('are gone back to from nodes that are %s', async (status) => {
        await target.driver.save(spec.id, 'start');
        if (status === 'stopped') await target.stopNode(spec.id, 'host1');
        if (status === 'frozen') await target.driver.freeze(spec.id);
        await rewind('start');
        expect(await statuses()).toEqual(all('running'));
      });

      it('are gone back to by a second call when the first was cancelled anywhere', async () => {
        if (target.keepsDisks) await sh('echo start >/root/moment');
        await target.driver.save(spec.id, 'start');
        for (const ms of [0, 100, 300, 600, 1000]) {
          if (target.keepsDisks) await sh('echo later >/root/moment');
          const abort = new AbortController();
          const rewinding = outcomeOf(target.driver.rewind(spec, 'start', nothing, abort.signal));
          await delay(ms);
          abort.abort();
          const outcome = await rewinding;
          if (outcome !== 'done') expect(outcome).toMatchObject({ name: 'DriverError', kind: 'cancelled' });
          await rewind('start');
          expect(await statuses()).toEqual(all('running'));
          if (target.keepsDisks) expect(await sh('cat /root/moment')).toBe('start\n');
        }
      });

      it('are gone back to by two callers at once', async () => {
        await target.driver.save(spec.id, 'start');
        const [one, two] = await Promise.all([rewind('start'), rewind('start')]);
        expect(one).toEqual(two);
        expect(await statuses()).toEqual(all('running'));
      });

      it('do not keep an environment from being destroyed, also half-way back', async () => {
        await target.driver.save(spec.id, 'start');
        const abort = new AbortController();
        const rewinding = outcomeOf(
          target.driver.rewind(
            spec,
            'start',
            ({ status }) => {
              if (status === 'started') setTimeout(() => abort.abort(), 50);
            },
            abort.signal,
          ),
        );
        await rewinding;
        await target.driver.destroy(spec.id);
        expect(await target.driver.inspect(spec.id)).toBeUndefined();
        await target.driver.apply(spec, nothing, patience());
        expect(await savePoints()).toEqual([]);
      });
    });

    it('of one that is not there are refused as missing', async () => {
      const other = target.newSpec();
      const { driver } = target;
      await expect(driver.freeze(other.id)).rejects.toMatchObject(missing);
      await expect(driver.thaw(other.id)).rejects.toMatchObject(missing);
      await expect(driver.save(other.id, 'start')).rejects.toMatchObject(missing);
      await expect(driver.rewind(other, 'start', nothing, patience())).rejects.toMatchObject(missing);
      await expect(driver.usage(other.id)).rejects.toMatchObject(missing);
    });

    it('show in the numbers', async () => {
      const usage = await target.driver.usage(spec.id);
      expect(usage.memoryBytes).toBeGreaterThan(1024 ** 2);
      expect(usage.memoryBytes).toBeLessThan(1024 ** 3);
      expect(usage.processes).toBeGreaterThan(2);
      expect(usage.cpuSeconds).toBeGreaterThan(0);
      expect(usage.diskBytes).toBeGreaterThan(0);
      const { memory, cores, load, disk } = await target.driver.capacity();
      expect(memory.total).toBeGreaterThan(memory.available);
      expect(memory.available).toBeGreaterThan(0);
      expect(cores).toBeGreaterThanOrEqual(1);
      expect(load).toBeGreaterThanOrEqual(0);
      expect(disk.total).toBeGreaterThan(disk.used);
      expect(disk.used).toBeGreaterThan(0);
    });
  });
}
