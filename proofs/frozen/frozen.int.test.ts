import { engineAbsent, openLabEnvironment } from '@springboard/grading/testing/lab-environment.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { full } from '../lib/form.ts';
import { printTable } from '../lib/table.ts';

const absent = await engineAbsent();
/** Lifetime of tickets and rotating keys, and how long the cluster sleeps. `SPRINGBOARD_FROZEN_MINUTES=120` for the long night. */
const ticketSeconds = 60;
const frozenMinutes = Number(process.env.SPRINGBOARD_FROZEN_MINUTES ?? 5);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A cluster that was frozen past several lifetimes of its tickets and keys: after the thaw a client writes and reads, and the cluster is
 * truly healthy. Real parts, only the lifetimes are shortened. Takes a quarter of an hour, so only in the full form.
 */
describe.skipIf(!full || absent !== undefined)(
  `frozen Ceph${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  { timeout: (frozenMinutes + 15) * 60_000 },
  () => {
    const rows: string[][] = [];
    afterAll(() => {
      printTable('frozen', ['topology', 'tickets', 'frozen', 'client I/O after', 'true OK after'], rows);
    });

    it.each(['ceph-single', 'ceph-cluster'])('%s comes back', async (name) => {
      await using environment = await openLabEnvironment(name);
      const { driver, environmentId: id, topology } = environment;
      const probe = topology.readiness.at(-1);
      if (!probe) throw new Error(`${name} has no probe`);
      const on = async (script: string, timeoutMs = 60_000) => {
        const result = await driver.exec(id, topology.grader, { command: ['bash', '-c', script], timeoutMs });
        return {
          code: result.exitCode,
          out: `${Buffer.from(result.stdout)}${Buffer.from(result.stderr)}`.trim(),
        };
      };
      const must = async (script: string) => {
        const { code, out } = await on(script);
        if (code !== 0) throw new Error(`${script}: ${out}`);
        return out;
      };

      await must(
        `ceph config set global auth_service_ticket_ttl ${ticketSeconds}; ceph config set global auth_mon_ticket_ttl ${ticketSeconds}
        ceph osd pool create proof 8 && ceph osd pool application enable proof rados && echo before >/tmp/before && rados -p proof put before /tmp/before`,
      );
      // Keys of the new lifetime take the place of the old ones by and by: three generations are kept.
      await wait(4 * ticketSeconds * 1000);
      expect(
        (await must('ceph config get mon auth_service_ticket_ttl')).startsWith(String(ticketSeconds)),
      ).toBe(true);

      await driver.freeze(id);
      await wait(frozenMinutes * 60_000);
      const began = performance.now();
      await driver.thaw(id);
      await must(
        'echo after >/tmp/after; for _ in {1..60}; do timeout 5 rados -p proof put after /tmp/after && [ "$(timeout 5 rados -p proof get before -)" = before ] && exit 0; sleep 0.1; done; exit 1',
      );
      const ioMs = performance.now() - began;
      const healthy = await driver.exec(id, probe.on, { command: probe.run, timeoutMs: 90_000 });
      const healthyMs = performance.now() - began;
      rows.push([
        name,
        `${ticketSeconds} s`,
        `${frozenMinutes} min`,
        `${(ioMs / 1000).toFixed(1)} s`,
        healthy.exitCode === 0 ? `${(healthyMs / 1000).toFixed(1)} s` : 'never',
      ]);
      expect(healthy.exitCode).toBe(0);
      expect(ioMs).toBeLessThan(3_000);
      expect(healthyMs).toBeLessThan(15_000);
    });
  },
);
