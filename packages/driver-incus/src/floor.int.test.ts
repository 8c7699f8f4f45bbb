import { describe, expect, it } from 'vitest';
import { engineFloor, floorNodes } from './floor.ts';
import { Instance, Network } from './incus-types.ts';
import { engineAbsent, openTestDriver } from './int-support.ts';

const absent = await engineAbsent();

describe.skipIf(absent !== undefined)(
  `engine floor${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  () => {
    it('measures network, copy, start and probe, and leaves nothing behind', async () => {
      const { driver, newSpec, close } = await openTestDriver();
      try {
        const before = await driver.client.get('/1.0/networks', Network.array(), {
          query: { recursion: '1' },
        });
        const probe = { on: 'host1', run: ['systemctl', 'is-active', '--quiet', 'ssh.service'] };
        const floor = await engineFloor(driver.client, floorNodes(newSpec()), [probe]);
        const parts = [floor.networkMs, floor.copyMs, floor.startMs, floor.probeMs];
        for (const part of parts) expect(part).toBeGreaterThan(1);
        expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(floor.totalMs, 3);
        const instances = await driver.client.get('/1.0/instances', Instance.array(), {
          query: { recursion: '1' },
        });
        expect(instances.filter(({ name }) => name.startsWith('floor-'))).toEqual([]);
        const after = await driver.client.get('/1.0/networks', Network.array(), {
          query: { recursion: '1' },
        });
        const floors = (networks: Network[]) =>
          networks.filter(({ name }) => name.startsWith('sbfl-')).length;
        expect(floors(after)).toBe(floors(before));
      } finally {
        await close();
      }
    });
  },
);
