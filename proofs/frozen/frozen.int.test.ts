import {
  engineAbsent,
  type LabEnvironment,
  openLabEnvironment,
} from '@springboard/grading/testing/lab-environment.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { full } from '../lib/form.ts';
import { printTable } from '../lib/table.ts';

const absent = await engineAbsent();
const topologies = ['ceph-single', 'ceph-cluster'] as const;
/** Lifetime of tickets and rotating keys, and how long the clusters sleep. `SPRINGBOARD_FROZEN_MINUTES=120` for the long night. */
const ticketSeconds = 60;
const frozenMinutes = Number(process.env.SPRINGBOARD_FROZEN_MINUTES ?? 5);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs a script where a learner types, with the administrator's key; throws with what it said when it fails. */
async function must({ driver, environmentId, topology }: LabEnvironment, script: string): Promise<string> {
  const command = ['bash', '-c', script];
  const node = topology.nodes[0]?.name ?? '';
  const result = await driver.exec(environmentId, node, { command, timeoutMs: 90_000 });
  const said = [result.stdout, result.stderr].map((bytes) => Buffer.from(bytes).toString()).join('');
  if (result.exitCode !== 0) throw new Error(`${script}: ${said}`);
  return said.trim();
}

/**
 * Clusters that were frozen past several lifetimes of their tickets and keys: after the thaw a client writes and reads, and the cluster is
 * truly healthy. Real parts, only the lifetimes are shortened. They sleep side by side and are woken one after the other. Takes ten
 * minutes, so only in the full form.
 */
describe.skipIf(!full || absent !== undefined)(
  `frozen Ceph${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  { timeout: 180_000 },
  () => {
    const sleepers = new Map<string, LabEnvironment>();
    const rows: string[][] = [];

    beforeAll(
      async () => {
        for (const name of topologies) {
          const environment = await openLabEnvironment(name);
          sleepers.set(name, environment);
          await must(
            environment,
            `ceph config set global auth_service_ticket_ttl ${ticketSeconds} && ceph config set global auth_mon_ticket_ttl ${ticketSeconds} &&
            ceph osd pool create proof 8 && ceph osd pool application enable proof rados && echo before >/tmp/before && rados -p proof put before /tmp/before`,
          );
        }
        // Keys of the new lifetime take the place of the old ones by and by: three generations are kept.
        await wait(4 * ticketSeconds * 1000);
        for (const environment of sleepers.values()) {
          const lifetime = await must(environment, 'ceph config get mon auth_service_ticket_ttl');
          expect(Number.parseFloat(lifetime)).toBe(ticketSeconds);
          await environment.driver.freeze(environment.environmentId);
        }
        await wait(frozenMinutes * 60_000);
      },
      (frozenMinutes + 15) * 60_000,
    );
    afterAll(async () => {
      printTable('frozen', ['topology', 'tickets', 'frozen', 'client I/O after', 'true OK after'], rows);
      for (const environment of sleepers.values()) await environment[Symbol.asyncDispose]();
    }, 120_000);

    it.each(topologies)('%s comes back', async (name) => {
      const environment = sleepers.get(name);
      const probe = environment?.topology.readiness.at(-1);
      if (!environment || !probe) throw new Error(`${name} has no probe`);
      const { driver, environmentId: id } = environment;
      const row = [name, `${ticketSeconds} s`, `${frozenMinutes} min`, 'never', 'never'];
      rows.push(row);

      const began = performance.now();
      await driver.thaw(id);
      // One new client, as the first command that is typed, and no second try: what it has to wait for is what is measured.
      await must(environment, 'echo after >/tmp/after && timeout 60 rados -p proof put after /tmp/after');
      const ioMs = performance.now() - began;
      row[3] = `${(ioMs / 1000).toFixed(1)} s`;
      const healthy = await driver.exec(id, probe.on, { command: probe.run, timeoutMs: 90_000 });
      const healthyMs = performance.now() - began;
      expect(healthy.exitCode).toBe(0);
      row[4] = `${(healthyMs / 1000).toFixed(1)} s`;
      expect(await must(environment, 'rados -p proof get before -')).toBe('before');
      expect(ioMs).toBeLessThan(3_000);
      expect(healthyMs).toBeLessThan(15_000);
    });
  },
);
