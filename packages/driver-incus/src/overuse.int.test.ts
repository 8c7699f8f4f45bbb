import {
  type EnvironmentSpec,
  mostKernelObjects,
  type StoppedNode,
} from '@springboard/environments/driver.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineAbsent, openTestDriver } from './int-support.ts';
import { KernelObjects } from './kernel-objects.ts';
import { installationNames, instanceName } from './names.ts';

const absent = (await engineAbsent()) ?? (process.getuid?.() === 0 ? undefined : 'it takes root.');

/** A link, then so many of something on it with one call of `ip`, in the namespace that it is run in. */
const onLink = (count: number, line: string, family = '') =>
  `ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up; ip addr add 10.128.0.1/9 dev v0
  python3 -c "for i in range(${count}): print(${line})" | ip ${family} -force -batch - >/dev/null 2>&1`;
const neighbours = `${onLink(
  2000,
  "'neigh replace 10.128.%d.%d lladdr 02:00:00:00:00:01 dev v0 nud permanent' % (i >> 8, i & 255)",
)}
  ip -o neigh show nud all | wc -l`;
const inMounted = `ip netns add hidden; nsenter --net=/run/netns/hidden bash <<'EOF'\n${neighbours}\nEOF`;
const inOpenFile = `unshare -n bash <<'EOF'\n${neighbours}
exec 9</proc/self/ns/net; setsid nsenter --net=/proc/1/ns/net sleep infinity >/dev/null 2>&1 </dev/null &\nEOF`;

describe.skipIf(absent !== undefined)(
  `nodes that take from all others${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  { timeout: 700_000 },
  () => {
    let test: Awaited<ReturnType<typeof openTestDriver>>;
    let bystander: EnvironmentSpec;
    const make = async () => {
      const spec = test.newSpec();
      await test.driver.apply(spec, () => undefined, AbortSignal.timeout(60_000));
      return spec;
    };
    const on = async (spec: EnvironmentSpec, script: string) => {
      const command = ['bash', '-c', script];
      const { stdout, stderr } = await test.driver.exec(spec.id, 'host1', { command, timeoutMs: 300_000 });
      return { last: Number(Buffer.from(stdout).toString().trim().split('\n').at(-1)), stderr: `${stderr}` };
    };
    const status = async (id: string) =>
      (await test.driver.inspect(id))?.nodes.find(({ name }) => name === 'host1')?.status;
    beforeAll(async () => {
      test = await openTestDriver();
      bystander = await make();
    });
    afterAll(() => test.close());

    it.each([
      ['neighbours', 'of its own', neighbours],
      ['neighbours', 'in a namespace that is only mounted', inMounted],
      ['neighbours', 'in a namespace that is only an open file', inOpenFile],
    ] as const)('%s %s are found, and their node alone is stopped', async (what, _, script) => {
      const spec = await make();
      // Otherwise there was nothing to find.
      const { last, stderr } = await on(spec, script);
      expect(last, stderr).toBeGreaterThan(1900);
      const stopped: StoppedNode[] = [];
      await expect
        .poll(async () => stopped.push(...(await test.driver.maintain()).stopped), { timeout: 300_000 })
        .toBeGreaterThan(0);
      expect(stopped).toEqual([{ environmentId: spec.id, node: 'host1', what, count: expect.any(Number) }]);
      expect(await status(spec.id)).toBe('stopped');
      expect(await status(bystander.id)).toBe('running');
      await test.driver.destroy(spec.id);
    });

    it('routes and namespaces are counted, too', async () => {
      const routes = onLink(1000, "'route add fd00:%x::/64 dev v0' % i", '-6');
      await on(bystander, `sysctl -qw net.ipv6.conf.default.disable_ipv6=0; ${routes}; ip netns add one`);
      const { project } = installationNames(test.installation);
      const container = instanceName(bystander.id, 'host1');
      const most = { ...mostKernelObjects, routes: 1000 };
      expect(await new KernelObjects(project, most).overused()).toEqual([
        { container, what: 'routes', count: expect.any(Number) },
      ]);
      expect(await new KernelObjects(project, { ...mostKernelObjects, namespaces: 1 }).overused()).toEqual([
        { container, what: 'namespaces', count: 2 },
      ]);
    });
  },
);
