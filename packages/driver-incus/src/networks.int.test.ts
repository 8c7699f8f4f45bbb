import type { EnvironmentSpec } from '@springboard/environments/driver.ts';
import type { Topology, TopologyNode } from '@springboard/environments/topology.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Network } from './incus-types.ts';
import { engineAbsent, openTestDriver } from './int-support.ts';
import { furtherNetworkName } from './names.ts';

const absent = await engineAbsent();

const node = (name: string, last: number, rest: Partial<TopologyNode>): TopologyNode => ({
  name,
  title: name,
  image: 'linux-single',
  role: 'learner',
  terminal: true,
  address: `10.77.0.${last}`,
  cpu: 1,
  memory: '384MiB',
  disk: '2GiB',
  processes: 500,
  links: [],
  grants: [],
  ...rest,
});

/** Two hosts and a router between them, one that is on no further network, and a hidden one. */
const five: Pick<Topology, 'nodes' | 'networks'> = {
  networks: [
    { name: 'left', title: 'Left' },
    { name: 'right', title: 'Right' },
  ],
  nodes: [
    node('host1', 11, { links: [{ network: 'left', address: '10.1.1.1/24' }] }),
    node('router', 12, {
      links: [
        { network: 'left', address: '10.1.1.254/24' },
        { network: 'right', address: '10.1.2.254/24' },
      ],
      grants: ['forwarding', 'tun', 'fuse', 'nesting'],
    }),
    node('host2', 13, { links: [{ network: 'right', address: '10.1.2.1/24' }] }),
    node('other', 14, {}),
    node('grader', 250, { role: 'hidden', terminal: false, links: [{ network: 'left' }] }),
  ],
};

describe.skipIf(absent !== undefined)(
  `further networks, links and grants${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  () => {
    let test: Awaited<ReturnType<typeof openTestDriver>>;
    let spec: EnvironmentSpec;
    const sh = async (on: string, script: string) => {
      const request = { command: ['bash', '-c', script], timeoutMs: 60_000 };
      return Buffer.from((await test.driver.exec(spec.id, on, request)).stdout)
        .toString()
        .trim();
    };
    const pings = (on: string, address: string) =>
      sh(on, `ping -c 1 -w 5 ${address} >/dev/null && echo yes || echo no`);

    beforeAll(async () => {
      test = await openTestDriver();
      const pair = test.newSpec();
      const image = Object.values(pair.images)[0];
      if (image === undefined) throw new Error('no image');
      spec = {
        ...pair,
        topology: { ...pair.topology, ...five },
        images: Object.fromEntries(five.nodes.map(({ name }) => [name, image])),
      };
      await test.driver.apply(spec, () => undefined, AbortSignal.timeout(90_000));
    });
    afterAll(() => test.close());

    it('give each node the NICs and addresses of its links, in their order', async () => {
      const nics = async (on: string) =>
        (await sh(on, "ip -4 -br address | awk '/^(eth0|lan)/ { print $1, $3 }' | sed 's/@[^ ]*//'")).split(
          '\n',
        );
      expect(await nics('router')).toEqual([
        'eth0 10.77.0.12/24',
        'lan1 10.1.1.254/24',
        'lan2 10.1.2.254/24',
      ]);
      expect(await nics('other')).toEqual(['eth0 10.77.0.14/24']);
      expect(
        await sh('grader', 'cat /sys/class/net/lan1/operstate; ip -4 -br address show lan1 | wc -l'),
      ).toBe('up\n0');
    });

    it('connect who is on one network, and nobody else', async () => {
      expect(await pings('host1', '10.1.1.254')).toBe('yes');
      expect(await pings('host2', '10.1.2.254')).toBe('yes');
      await sh('host1', 'ip route add 10.1.2.0/24 via 10.1.1.254');
      await sh('host2', 'ip route add 10.1.1.0/24 via 10.1.2.254');
      await sh('router', 'sysctl -qw net.ipv4.ip_forward=0');
      expect(await pings('host1', '10.1.2.1')).toBe('no');
      await sh('router', 'sysctl -qw net.ipv4.ip_forward=1');
      expect(await pings('host1', '10.1.2.1')).toBe('yes');
      // The same subnet on another network is another place.
      await sh('host2', 'ip route del 10.1.1.0/24; ip address add 10.1.1.2/24 dev lan1');
      expect(await sh('host2', 'ping -c 1 -w 5 -I lan1 10.1.1.1 >/dev/null && echo yes || echo no')).toBe(
        'no',
      );
    });

    it('hand in devices to who was granted them', async () => {
      const devices = 'for d in /dev/net/tun /dev/fuse /dev/kvm; do [ -w $d ] && echo $d; done; true';
      expect(await sh('router', devices)).toBe('/dev/net/tun\n/dev/fuse');
      // Incus hands tun and fuse to everybody where the host has them; kvm only to who was granted it.
      expect(await sh('host1', devices)).not.toContain('kvm');
      expect(await sh('router', 'ip tuntap add tap9 mode tap && ip -br link show tap9 | wc -l')).toBe('1');
    });

    it('let only who may forward send with another hardware address', async () => {
      const fromAnother = (on: string, address: string, target: string) =>
        sh(
          on,
          `ip link add link lan1 name mv0 type macvlan mode bridge && ip link set mv0 up && ip address add ${address}/24 dev mv0
          ping -c 1 -w 5 -I mv0 ${target} >/dev/null && echo yes || echo no; ip link del mv0`,
        );
      expect(await fromAnother('router', '10.1.1.99', '10.1.1.1')).toBe('yes');
      expect(await fromAnother('host1', '10.1.1.98', '10.1.1.254')).toBe('no');
    });

    it('are listed, and gone with the environment', async ({ annotate }) => {
      const [lab, ...further] = (await test.driver.inspect(spec.id))?.networks ?? [];
      const wanted = ['left', 'right'].map((name) => furtherNetworkName(test.installation, spec.id, name));
      expect([lab, ...further].toSorted()).toEqual(expect.arrayContaining(wanted));
      expect(further).toHaveLength(2);
      for (const call of ['freeze', 'thaw', 'freeze', 'thaw'] as const) {
        const began = performance.now();
        await test.driver[call](spec.id);
        await annotate(`${call} of five nodes: ${Math.round(performance.now() - began)} ms`);
      }
      await test.driver.destroy(spec.id);
      const left = await test.driver.client.get('/1.0/networks', Network.array(), {
        query: { recursion: '1' },
      });
      expect(left.filter(({ name }) => wanted.includes(name))).toEqual([]);
    });
  },
);
