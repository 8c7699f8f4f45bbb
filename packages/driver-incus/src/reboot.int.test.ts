import { setTimeout as delay } from 'node:timers/promises';
import type { AppliedEnvironment, EnvironmentSpec } from '@springboard/environments/driver.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Instance } from './incus-types.ts';
import { engineAbsent, openTestDriver } from './int-support.ts';
import { instanceName } from './names.ts';

const absent = await engineAbsent();
const patience = () => AbortSignal.timeout(500_000);
const polling = { timeout: 120_000, interval: 100 };

/** A learner's own `reboot` and `poweroff`, as root inside of a node. */
describe.skipIf(absent !== undefined)(
  `a node that restarts itself${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  () => {
    let test: Awaited<ReturnType<typeof openTestDriver>>;
    let spec: EnvironmentSpec;
    let applied: AppliedEnvironment;
    const sh = async (script: string) => {
      const request = { command: ['bash', '-c', script], timeoutMs: 60_000 };
      return Buffer.from((await test.driver.exec(spec.id, 'host1', request)).stdout)
        .toString()
        .trim();
    };
    const status = async () =>
      (await test.driver.inspect(spec.id))?.nodes.find(({ name }) => name === 'host1')?.status;

    /** What the engine noted at the end of a stop; its state says "stopped" for a moment in the midst of it, too. */
    const power = async () => {
      const { project } = await test.project();
      const path = `/1.0/instances/${instanceName(spec.id, 'host1')}`;
      const { config } = await test.driver.client.get(path, Instance, { project });
      return config['volatile.last_state.power'];
    };

    /** Asks the node to go down; its end may well cut off the answer. */
    const goDown = (script: string) => sh(script).catch(() => undefined);
    const rebooted = () => sh('[ -e /run/before ] || systemctl is-active ssh').catch(() => 'away');

    beforeAll(async () => {
      test = await openTestDriver();
      spec = test.newSpec();
      applied = await test.driver.apply(spec, () => undefined, patience());
    });
    afterAll(() => test.close());

    it('comes back by itself after a reboot, with its address, host key and files', async () => {
      await goDown('echo kept >/root/file; touch /run/before; systemctl reboot');
      await expect.poll(rebooted, polling).toBe('active');
      expect(await sh('cat /root/file')).toBe('kept');
      expect(await test.driver.apply(spec, () => undefined, patience())).toEqual(applied);
      (await test.driver.connect(spec.id, 'host1', 22)).destroy();
    });

    it('is waited for by a caller who comes in the midst of a reboot', async () => {
      for (const ms of [0, 200, 700, 1_500]) {
        await goDown('touch /run/before; systemctl reboot');
        await delay(ms);
        expect(await test.driver.apply(spec, () => undefined, patience())).toEqual(applied);
        // On a busy host its way down may begin only now: the next step must not meet this reboot.
        await expect.poll(rebooted, polling).toBe('active');
      }
    });

    it('stays off after a poweroff until it is thawed or applied', async () => {
      for (const start of [
        () => test.driver.thaw(spec.id),
        () => test.driver.apply(spec, () => undefined, patience()),
      ]) {
        await goDown('systemctl poweroff');
        await expect.poll(power, polling).toBe('STOPPED');
        await expect.poll(status, polling).toBe('stopped');
        await start();
        expect(await status()).toBe('running');
        expect(await test.driver.apply(spec, () => undefined, patience())).toEqual(applied);
      }
    });
  },
);
