import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../run.ts';
import { keepPortsGuarded } from './keep-guarded.ts';
import { guardPorts, portsAreGuarded } from './port-guard.ts';

const namespace = `sbt-${randomBytes(4).toString('hex')}`;
/** In a network namespace of the test, so that the filter of this host is left alone. */
const inside: Parameters<typeof guardPorts>[0] = (command, options) =>
  run(['ip', 'netns', 'exec', namespace, ...command], options);
const able = process.getuid?.() === 0 && (await run(['nft', '--version'])).code === 0;

describe.skipIf(!able)(
  `the packet filter of ports${able ? '' : ' (not checked: it takes root and nftables)'}`,
  () => {
    beforeAll(async () => {
      expect((await run(['ip', 'netns', 'add', namespace])).code).toBe(0);
    });
    afterAll(async () => {
      await run(['ip', 'netns', 'delete', namespace]);
    });

    it('is put back, and told once, when somebody flushes the rules of the host', async () => {
      const said: string[] = [];
      expect(await guardPorts(inside)).toBe(true);
      const firstLook = Promise.withResolvers<void>();
      const asRoot: typeof inside = async (command, options) => {
        const answer = await run(['ip', 'netns', 'exec', namespace, ...command], options);
        firstLook.resolve();
        return answer;
      };
      const keeper = keepPortsGuarded({ say: (text) => said.push(text), everyMs: 20, asRoot });
      await firstLook.promise;
      for (const times of [1, 2]) {
        await inside?.(['nft', 'flush', 'ruleset']);
        await expect.poll(() => said.length, { timeout: 30_000 }).toBe(times);
        expect(await portsAreGuarded(inside)).toBe(true);
      }
      await keeper.stop();
      expect(said[0]).toMatch(/it is back/);
    });

    it('is not put where it was never taken', async () => {
      await inside?.(['nft', 'flush', 'ruleset']);
      const looks = Promise.withResolvers<void>();
      const asked: string[] = [];
      const asRoot: typeof inside = async (command, options) => {
        asked.push(command[1] ?? '');
        const answer = await inside?.(command, options);
        looks.resolve();
        return answer ?? { code: 1, stdout: '', stderr: '' };
      };
      const keeper = keepPortsGuarded({ say: () => undefined, everyMs: 1, asRoot });
      await looks.promise;
      await run(['true']);
      await keeper.stop();
      expect(new Set(asked)).toEqual(new Set(['list']));
    });

    it('is not called removed while nobody may ask', async () => {
      const said: string[] = [];
      let allowed = true;
      const refusals = Promise.withResolvers<void>();
      let refused = 0;
      const asRoot: typeof inside = async (command, options) => {
        if (allowed) return run(['ip', 'netns', 'exec', namespace, ...command], options);
        refused += 1;
        if (refused === 6) refusals.resolve();
        return { code: 1, stdout: '', stderr: 'sudo: a password is required' };
      };
      expect(await guardPorts(asRoot)).toBe(true);
      const keeper = keepPortsGuarded({ say: (text) => said.push(text), everyMs: 5, asRoot });
      await run(['true']);
      allowed = false;
      await refusals.promise;
      await keeper.stop();
      expect(said).toEqual([]);
    });
  },
);
