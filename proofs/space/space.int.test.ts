import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { FleetView } from '@springboard/contracts/fleet.ts';
import { engineAbsent } from '@springboard/grading/testing/lab-environment.ts';
import { type ApiClient, ApiError } from '@springboard/testkit/api-client.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { full } from '../lib/form.ts';
import { type OwnEngine, openOwnEngine } from '../lib/own-engine.ts';
import { printTable } from '../lib/table.ts';
import { lab, World } from '../lib/world.ts';

const absent = await engineAbsent();
/** So large that one node's disk can fill what is before it. */
const reserve = 0.5;
const poolGiB = 6;
const mebibyte = 2 ** 20;
/** Less than an environment of the topology needs. */
const nearlyMebibytes = 40;

/**
 * A small storage pool of an engine of its own, filled from a node until no more than the reserve is free. Takes an engine's start and a copy
 * of an image, so only in the full form; the decisions alone are tested in `packages/core` with every run.
 */
describe.skipIf(!full || absent !== undefined)(
  `space${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  { timeout: 600_000 },
  () => {
    let engine: OwnEngine;
    let world: World;
    let operator: ApiClient;
    beforeAll(async () => {
      engine = await openOwnEngine(['linux-single'], poolGiB);
      world = await World.start({
        INCUS_SOCKET: engine.socket,
        SPRINGBOARD_DISK_RESERVE: `${100 * reserve}%`,
      });
      operator = await world.person('operator');
    }, 300_000);
    afterAll(async () => {
      await world?.stop({ engineGoes: true });
      await engine?.close();
    }, 300_000);

    const ready = async (api: ApiClient) => {
      const { id } = await api.startAttempt(lab);
      return api.waitFor(id, (view) => view.environment?.state === 'ready', 90_000);
    };

    /** Writes into a node's disk until no more than so many MiB are free before the reserve; the file system tells its use a moment late. */
    async function fill(
      node: { readonly id: string; readonly name: string },
      leave: number,
    ): Promise<string> {
      const script =
        'dd if=/dev/urandom of="$(mktemp /root/big.XXXXXX)" bs=1M count="$1" conv=fsync && sync -f /root';
      let written = 0;
      for (let round = 0; round < 20; round += 1) {
        const { total, used } = (await world.driver.capacity()).disk;
        const missing = Math.ceil((total * (1 - reserve) - used) / mebibyte) - leave;
        if (missing <= 0) return `${written} MiB`;
        const command = ['sh', '-c', script, 'sh', String(missing)];
        const { exitCode, stderr } = await world.driver.exec(node.id, node.name, {
          command,
          timeoutMs: 240_000,
        });
        if (exitCode !== 0) throw new Error(`dd: ${Buffer.from(stderr)}`);
        written += missing;
      }
      throw new Error(`${written} MiB were written, and the pool is not as full as it should be`);
    }

    /** What the API believes of the pool is two seconds old at most: until then a start only waits in the queue, from which it is taken here. */
    async function refused(): Promise<string> {
      const until = Date.now() + 60_000;
      for (;;) {
        const late = await world.person();
        const answer = await late.startAttempt(lab).catch((error: unknown) => error);
        if (answer instanceof ApiError) return answer.problem?.detail ?? '';
        if (answer instanceof Error) throw answer;
        if (Date.now() > until) return 'it was not refused';
        await late.finishAttempt((answer as AttemptView).id);
        await new Promise((resolve) => setTimeout(resolve, 2_000));
      }
    }

    async function alarmed(): Promise<void> {
      for (let looks = 0; looks < 60; looks += 1) {
        const { alarms } = await operator.json(FleetView, 'GET', '/api/fleet');
        if (alarms.some(({ severity, title }) => severity === 'critical' && /storage pool/i.test(title)))
          return;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      throw new Error('the operator was not alarmed within 30 s');
    }

    it('refuses new starts near its end, hurts nothing that runs, and alarms the operator', async () => {
      const first = await world.person();
      const running = await world.passFirstTask(first, await ready(first));
      const greedy = await world.person();
      const eater = await ready(greedy);
      const node = { id: eater.environment?.id ?? '', name: 'host1' };
      // Nearly full: who is new waits, since what they need does not fit before the reserve.
      const filled = [await fill(node, nearlyMebibytes)];
      const late = await world.person();
      const queued = await late.startAttempt(lab);
      const told = await late.waitFor(
        queued.id,
        ({ environment }) => environment?.queue?.waitsFor === 'disk',
        60_000,
      );

      // Full: nobody new is taken on, and is told why.
      filled.push(await fill(node, 0));
      const { disk } = await world.driver.capacity();
      expect(disk.used).toBeGreaterThanOrEqual(disk.total * (1 - reserve));
      await alarmed();
      const refusal = await refused();
      expect(refusal).toMatch(/storage pool .* reserve/);
      const fleet = await operator.json(FleetView, 'GET', '/api/fleet');
      const alarms = fleet.alarms.filter(({ title, detail }) =>
        /storage|disk|pool/i.test(`${title} ${detail}`),
      );

      // What runs goes on: it is graded, and it can still write.
      const now = await first.attempt(running.id);
      expect(now.tasks[0]?.status).toBe('passed');
      const write = await world.driver.exec(running.environment?.id ?? '', 'host1', {
        command: [
          'sh',
          '-c',
          'dd if=/dev/urandom of=/root/more bs=1M count=50 conv=fsync 2>/dev/null && systemctl is-system-running',
        ],
        timeoutMs: 30_000,
      });
      expect(write.exitCode).toBe(0);
      expect(alarms.length).toBeGreaterThan(0);

      // With room again the one who waited is served.
      const freed = performance.now();
      await greedy.finishAttempt(eater.id);
      await late.waitFor(queued.id, (view) => view.environment?.state === 'ready', 120_000);
      printTable(
        'space',
        ['what', 'seen'],
        [
          ['filled by a node', filled.join('; ')],
          ['pool', `${((100 * disk.used) / disk.total).toFixed(0)} % used, ${100 * reserve} % reserved`],
          [
            'a start shortly before',
            `waits for ${told.environment?.queue?.waitsFor}, place ${told.environment?.queue?.place}`,
          ],
          ['a start after', `refused: ${refusal}`],
          ['the operator', alarms.map(({ severity, title }) => `${severity}: ${title}`).join('; ')],
          ['who runs already', 'passed task kept, writes 50 MiB, healthy'],
          ['after room was made', `ready within ${((performance.now() - freed) / 1000).toFixed(1)} s`],
        ],
      );
    });
  },
);
