import type { EnvironmentSpec } from '@springboard/environments/driver.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityBaseKey } from './identity-ranges.ts';
import { engineAbsent, openTestDriver } from './int-support.ts';
import { instanceName } from './names.ts';
import { setState } from './node-state.ts';

const absent = await engineAbsent();
type TestDriver = Awaited<ReturnType<typeof openTestDriver>>;
interface Placed {
  readonly test: TestDriver;
  readonly spec: EnvironmentSpec;
}

/** What the kernel says, which is what counts: the first host user of a node's users. */
describe.skipIf(absent !== undefined)(
  `identity ranges${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  () => {
    let installations: [TestDriver, TestDriver];
    let environments: Placed[];

    const apply = ({ test, spec }: Placed) =>
      test.driver.apply(spec, () => undefined, AbortSignal.timeout(500_000));
    const first = async ({ test, spec }: Placed, node: string) => {
      const command = ['cat', '/proc/self/uid_map', '/proc/self/gid_map'];
      const { stdout } = await test.driver.exec(spec.id, node, { command, timeoutMs: 60_000 });
      const [users, groups] = Buffer.from(stdout)
        .toString()
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/));
      expect([users?.[0], users?.[2]]).toEqual(['0', '65536']);
      expect(groups).toEqual(users);
      return users?.[1] ?? '';
    };
    const ranges = async () => {
      const nodes = environments.flatMap((one) => [first(one, 'host1'), first(one, 'grader')]);
      return Promise.all(nodes);
    };
    const allDistinct = (found: string[]) => {
      expect(new Set(found).size, found.join()).toBe(found.length);
      expect(found).not.toContain('0');
    };

    beforeAll(async () => {
      installations = [await openTestDriver(), await openTestDriver()];
      environments = installations.flatMap((test) => [0, 1].map(() => ({ test, spec: test.newSpec() })));
      await Promise.all(environments.map(apply));
    });
    afterAll(async () => {
      for (const { close } of installations ?? []) await close();
    });

    it('are each node’s own, also of nodes made at the same moment by two platforms on one engine', async () => {
      allDistinct(await ranges());
    });

    it('are still each node’s own when one goes back to a save point and others were made since', async () => {
      const [mine] = environments;
      if (mine === undefined) throw new Error('no environment');
      const before = await first(mine, 'host1');
      await mine.test.driver.save(mine.spec.id, 'start');
      const since = { test: installations[1], spec: installations[1].newSpec() };
      await apply(since);
      environments.push(since);
      await mine.test.driver.rewind(mine.spec, 'start', () => undefined, AbortSignal.timeout(500_000));
      expect(await first(mine, 'host1')).toBe(before);
      allDistinct(await ranges());
    });

    it('are drawn anew for a node that came to share one, with its disk as it was', async () => {
      const [mine, theirs] = environments.slice(-2);
      if (mine === undefined || theirs === undefined) throw new Error('no environment');
      const { driver } = mine.test;
      const { project } = await mine.test.project();
      const instance = instanceName(mine.spec.id, 'host1');
      const own = (command: string[]) => driver.exec(mine.spec.id, 'host1', { command, timeoutMs: 60_000 });
      await own(['sh', '-c', 'echo kept >/root/file; chown daemon /root/file; sync']);
      await setState(driver.client, project, instance, 'stop');
      const config = { [identityBaseKey]: await first(theirs, 'host1') };
      await driver.client.change('PATCH', `/1.0/instances/${instance}`, { config }, { project });
      await setState(driver.client, project, instance, 'start');
      expect(await first(mine, 'host1')).toBe(await first(theirs, 'host1'));

      await apply(mine);
      allDistinct(await ranges());
      const { stdout } = await own(['sh', '-c', 'cat /root/file; stat -c %U /root/file']);
      expect(Buffer.from(stdout).toString()).toBe('kept\ndaemon\n');
    });
  },
);
