import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { AppliedEnvironment, EnvironmentSpec } from '@springboard/environments/driver.ts';
import type { TopologyNode } from '@springboard/environments/topology.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostFeatures } from './features.ts';
import { Network } from './incus-types.ts';
import { engineAbsent, openTestDriver, startEcho } from './int-support.ts';
import { installationNames, instanceName, labNetworkName } from './names.ts';
import { setState } from './node-state.ts';

const absent = await engineAbsent();

/** Two environments with the same lab addresses, side by side: what their learners, who are root, try against each other. */
describe.skipIf(absent !== undefined)(
  `isolation${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  () => {
    let test: Awaited<ReturnType<typeof openTestDriver>>;
    let mine: EnvironmentSpec;
    let theirs: EnvironmentSpec;
    let myAddress: string;
    let theirAddress: string;
    let hostOnManagement: string;
    let port: number;
    const hostElsewhere = Object.entries(networkInterfaces())
      .filter(([name]) => !name.startsWith('sb'))
      .flatMap(([, addresses]) => addresses ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

    const arrivals: string[] = [];
    const tcp = createServer((socket) => {
      arrivals.push(`tcp ${socket.remoteAddress}`);
      socket.end('from the host\n');
    });
    const udp = createSocket('udp4');
    udp.on('message', (message, from) => arrivals.push(`udp ${from.address} ${message}`));

    const on = async (spec: EnvironmentSpec, script: string, node = 'host1') => {
      const command = ['bash', '-c', script];
      const result = await test.driver.exec(spec.id, node, { command, timeoutMs: 60_000 });
      return { exitCode: result.exitCode, out: `${Buffer.from(result.stdout)}${Buffer.from(result.stderr)}` };
    };
    /** `open`, `silent` (nothing within three seconds) or what the node's kernel said, such as `Connection refused`. */
    const reach = async (spec: EnvironmentSpec, address: string, to: number) => {
      const { exitCode, out } = await on(
        spec,
        `LC_ALL=C timeout 3 bash -c 'exec 3<>/dev/tcp/${address}/${to}'`,
      );
      if (exitCode === 0) return 'open';
      return exitCode === 124 ? 'silent' : (/: ([A-Z][a-z ]+)$/m.exec(out)?.[1] ?? out);
    };

    beforeAll(async () => {
      test = await openTestDriver();
      mine = test.newSpec();
      theirs = test.newSpec();
      const apply = (spec: EnvironmentSpec) =>
        test.driver.apply(spec, () => undefined, AbortSignal.timeout(500_000));
      const [one, two] = await Promise.all([apply(mine), apply(theirs)]);
      const address = (applied: AppliedEnvironment) => applied.nodes.host1?.managementAddress ?? '';
      myAddress = address(one);
      theirAddress = address(two);
      const network = installationNames(test.installation).managementNetwork;
      const { config } = await test.driver.client.get(`/1.0/networks/${network}`, Network);
      hostOnManagement = config['ipv4.address']?.split('/')[0] ?? '';
      tcp.listen(0, '0.0.0.0');
      await once(tcp, 'listening');
      const bound = tcp.address();
      port = typeof bound === 'object' && bound !== null ? bound.port : 0;
      udp.bind(port, '0.0.0.0');
      await once(udp, 'listening');
    });
    afterAll(async () => {
      tcp.close();
      udp.close();
      await test.close();
    });

    it('lets the host reach sshd on every node with a terminal', async () => {
      for (const spec of [mine, theirs]) {
        const stream = await test.driver.connect(spec.id, 'host1', 22);
        const [banner] = await once(stream, 'data');
        stream.destroy();
        expect(String(banner)).toMatch(/^SSH-2\.0-/);
      }
      expect(myAddress).not.toBe(theirAddress);
    });

    it('gives nodes no default route and hidden nodes no management NIC', async () => {
      expect((await on(mine, 'ip -4 route show default; ip -6 route show default')).out).toBe('');
      expect((await on(mine, 'ls /sys/class/net', 'grader')).out.split(/\s+/)).not.toContain('eth1');
    });

    it('keeps nodes from opening connections to the host, by any of its addresses and by either network', async () => {
      const before = arrivals.length;
      expect(await reach(mine, hostOnManagement, port)).toBe('silent');
      const targets = [hostOnManagement, ...(hostElsewhere === undefined ? [] : [hostElsewhere])];
      for (const target of targets) {
        for (const nic of ['eth0', 'eth1']) {
          await on(
            mine,
            `ip route replace ${target}/32 dev ${nic}
          for i in 1 2 3; do echo "knock by ${nic}" >/dev/udp/${target}/${port}; done
          timeout 1 bash -c 'exec 3<>/dev/tcp/${target}/${port}'
          ip route del ${target}/32 dev ${nic}`,
          );
        }
      }
      // Control: the same ports do answer where they are allowed to.
      const control = createSocket('udp4');
      control.send('control', port, hostOnManagement);
      await expect.poll(() => arrivals.slice(before).join(), { timeout: 30_000 }).toMatch(/control/);
      control.close();
      expect(arrivals.slice(before)).toEqual([`udp ${hostOnManagement} control`]);
    });

    it('keeps nodes apart on the management network, also by way of the host', async () => {
      expect(await reach(mine, myAddress, 22)).toBe('open');
      expect(await reach(mine, theirAddress, 22)).not.toBe('open');
      await on(mine, `ip route replace ${theirAddress}/32 via ${hostOnManagement} dev eth1`);
      expect(await reach(mine, theirAddress, 22)).not.toBe('open');
      await on(mine, `ip route del ${theirAddress}/32 via ${hostOnManagement} dev eth1`);
    });

    it('keeps nodes from reaching anything beyond the host', async () => {
      if (hostElsewhere === undefined) return;
      const outside = '198.51.100.7'; // TEST-NET-2: an answer of any kind would have to come from the host's forwarding.
      const routed = await on(
        mine,
        `ip route replace ${outside}/32 via ${hostOnManagement} dev eth1 && ip route get ${outside}`,
      );
      expect(routed.out).toContain(`via ${hostOnManagement} dev eth1`);
      const left = await countWhatLeavesFor(outside);
      try {
        // Control: what the host itself sends there is counted.
        const own = createSocket('udp4');
        own.send('control', 9, outside, () => own.close());
        await expect.poll(() => left.packets(), { timeout: 10_000 }).toBe(1);
        // The access list drops it, or Incus's own rule for bridges without routing refuses it, whichever the engine has put first; and the node's
        // kernel has no route while a busy host has not told its hardware address.
        expect(await reach(mine, outside, 80)).toMatch(/^(silent|No route to host|Connection refused)$/);
        await on(mine, `echo out >/dev/udp/${outside}/9; ping -c 1 -W 1 ${outside}`);
        expect(await left.packets()).toBe(1);
      } finally {
        await left.close();
      }
      await on(mine, `ip route del ${outside}/32`);
    });

    it('gives equal lab addresses to each without mixing them up', async () => {
      const theirEcho = await startEcho(test.driver, theirs.id, 'grader');
      expect(await reach(theirs, '10.77.0.250', theirEcho)).toBe('open');
      expect(await reach(mine, '10.77.0.250', theirEcho)).toBe('Connection refused');
    });

    it.each(['eth0', 'eth1'])('has no IPv6 between environments on %s', async (nic) => {
      await on(
        theirs,
        `sysctl -qw net.ipv6.conf.${nic}.disable_ipv6=0; ip -6 addr replace fe80::b/64 dev ${nic} nodad`,
      );
      await on(
        mine,
        `sysctl -qw net.ipv6.conf.${nic}.disable_ipv6=0; ip -6 addr replace fe80::a/64 dev ${nic} nodad`,
      );
      expect((await on(mine, `timeout 20 bash -c 'exec 3<>/dev/tcp/fe80::a%${nic}/22'`)).exitCode).toBe(0);
      expect((await on(mine, `timeout 1 bash -c 'exec 3<>/dev/tcp/fe80::b%${nic}/22'`)).exitCode).not.toBe(0);
      expect((await on(mine, `ping -6 -c 1 -W 1 fe80::b%${nic}`)).exitCode).not.toBe(0);
      // All nodes on the link, the host's bridge among them: only the own environment's may answer.
      const seen = await on(mine, `ping -6 -c 2 -W 1 ff02::1%${nic} >/dev/null; ip -6 neigh show dev ${nic}`);
      const bridge =
        nic === 'eth0'
          ? labNetworkName(test.installation, mine.id)
          : installationNames(test.installation).managementNetwork;
      const mac = (await readFile(`/sys/class/net/${bridge}/address`, 'utf8')).trim();
      expect(seen.out).not.toContain(mac);
    });

    it('takes nobody in who claims the address or the hardware address of another node', async () => {
      const neighbour = async () => {
        const table = await readFile('/proc/net/arp', 'utf8');
        return table
          .split('\n')
          .find((line) => line.startsWith(`${theirAddress} `))
          ?.split(/\s+/)[3];
      };
      (await test.driver.connect(theirs.id, 'host1', 22)).destroy();
      const theirMac = (await on(theirs, 'cat /sys/class/net/eth1/address')).out.trim();
      expect(await neighbour()).toBe(theirMac);
      // Each ping asks for the host's hardware address in the other's name, which is what poisons a neighbour table.
      await on(
        mine,
        `ip addr add ${theirAddress}/32 dev eth1
      for i in 1 2 3; do ip neigh flush dev eth1; ping -c 1 -W 1 -I ${theirAddress} ${hostOnManagement}; done
      ip addr del ${theirAddress}/32 dev eth1`,
      );
      await delay(50);
      expect(await neighbour()).toBe(theirMac);
      const own = (await on(mine, 'cat /sys/class/net/eth1/address')).out.trim();
      expect(own).not.toBe(theirMac);
      const spoofed = await on(
        mine,
        `ip link set eth1 address ${theirMac} && ping -c 1 -W 1 ${hostOnManagement}; ip link set eth1 address ${own}; ip addr replace ${myAddress}/18 dev eth1`,
      );
      expect(spoofed.out).not.toContain('1 received');
    });

    it('keeps devices, modules and kernel settings of the host out of reach', async () => {
      const denied = await on(
        mine,
        `{ echo 1 >/proc/sys/kernel/sysrq; } 2>/dev/null && echo sysctl
      { echo h >/proc/sysrq-trigger; } 2>/dev/null && echo sysrq
      mknod /root/sda b 8 0 2>/dev/null && echo mknod; mount -t btrfs /dev/loop0 /mnt 2>/dev/null && echo mount
      [ -e /dev/incus ] && echo guestapi; true`,
      );
      expect(denied.out).toBe('');
    });

    it('opens tun and fuse with their grants only, whatever their mode on the host', async () => {
      if (!(await hostFeatures()).includes('tun') || !(await hostFeatures()).includes('fuse')) return;
      const withGrants = (grants: TopologyNode['grants']): EnvironmentSpec => {
        const spec = test.newSpec();
        const [host1] = spec.topology.nodes;
        if (host1 === undefined) throw new Error('no node');
        const nodes = [{ ...host1, grants }, ...spec.topology.nodes.slice(1)];
        return { ...spec, topology: { ...spec.topology, nodes } };
      };
      const open =
        'for f in /dev/net/tun /dev/fuse; do { true 3<>$f; } 2>/dev/null && echo "open $f"; done; true';
      const granted = withGrants(['tun', 'fuse']);
      const closed = withGrants([]);
      const apply = (spec: EnvironmentSpec) =>
        test.driver.apply(spec, () => undefined, AbortSignal.timeout(300_000));
      await Promise.all([apply(granted), apply(closed)]);
      expect((await on(granted, open)).out).toBe('open /dev/net/tun\nopen /dev/fuse\n');
      // As on a host where everybody may open them: only the control group is left to refuse.
      const { project } = installationNames(test.installation);
      const path = `/1.0/instances/${instanceName(closed.id, 'host1')}`;
      const device = (source: string) => ({ type: 'unix-char', source, path: source, mode: '0666' });
      await setState(test.driver.client, project, instanceName(closed.id, 'host1'), 'stop');
      const devices = { tun: device('/dev/net/tun'), fuse: device('/dev/fuse') };
      await test.driver.client.change('PATCH', path, { devices }, { project });
      await apply(closed);
      expect((await on(closed, 'stat -c %a /dev/net/tun /dev/fuse')).out).toBe('666\n666\n');
      expect((await on(closed, open)).out).toBe('');
    });
  },
);

/** Counts the packets for an address that leave the host, whoever sent them, in a table of the kernel's packet filter of its own. */
async function countWhatLeavesFor(address: string) {
  const table = 'springboard_isolation_test';
  const nft = async (...words: string[]) => (await promisify(execFile)('nft', words)).stdout;
  await nft('delete', 'table', 'ip', table).catch(() => undefined);
  await nft(
    `add table ip ${table}; add chain ip ${table} out { type filter hook postrouting priority 100; }; add rule ip ${table} out ip daddr ${address} counter`,
  );
  return {
    packets: async () => Number(/packets (\d+)/.exec(await nft('list', 'table', 'ip', table))?.[1]),
    close: () => nft('delete', 'table', 'ip', table),
  };
}
