import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { contained, type HostileCase, numberIn, python, tried } from './case.ts';
import type { Scene } from './scene.ts';

/** Sends raw frames: nic, hardware address or `random`, claimed IPv4 address or `none`, how many at most; a file ends it. */
const frames = `import os, socket, struct, sys, time
nic, mac, ip, n = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW); s.bind((nic, 0))
sent = 0
i = 0
while i < n and not os.path.exists('/root/enough'):
    i += 1
    source = b'\\x02' + os.urandom(5) if mac == 'random' else bytes.fromhex(mac.replace(':', ''))
    claimed = socket.inet_aton('192.0.2.1' if ip == 'none' else ip)
    body = struct.pack('!HHBBH', 1, 0x800, 6, 4, 2) + source + claimed + b'\\xff' * 6 + claimed
    try: s.send(b'\\xff' * 6 + source + b'\\x08\\x06' + body + b'\\0' * 18); sent += 1
    except OSError: pass
    if n != 50_000: time.sleep(0.005)
print(sent, 'frames')`;

/** Connects to many ports side by side: address, then ports or ranges; prints those that answered with a connection. */
const scan = `import asyncio, socket, sys
async def look(address, port):
    try:
        _, w = await asyncio.wait_for(asyncio.open_connection(address, port), 1)
        w.close(); print('open', address, port, flush=True)
    except (OSError, asyncio.TimeoutError): pass
async def main():
    work = []
    for target in sys.argv[1:]:
        address, ports = target.split('=')
        for part in ports.split(','):
            first, _, last = part.partition('-')
            work += [(address, port) for port in range(int(first), int(last or first) + 1)]
    # A thousand that take one after the other: a task for each would take longer to begin than a connection may take.
    rest = iter(work)
    async def take():
        for address, port in rest: await look(address, port)
    await asyncio.gather(*[take() for _ in range(1000)]); print(len(work), 'ports tried')
asyncio.run(main())`;

/** Ports on which anything of the host listens, PostgreSQL, API and gateway of whatever runs here among them. */
function listening(): number[] {
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
    readFileSync(file, 'utf8').split('\n').slice(1),
  );
  const ports = rows.flatMap((row) => {
    const [, local = '', , state] = row.trim().split(/\s+/);
    return state === '0A' ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [];
  });
  return [...new Set(ports)].sort((a, b) => a - b);
}

const hostAddresses = () =>
  Object.entries(networkInterfaces())
    .filter(([name]) => !name.startsWith('sb'))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);

/** Hardware address that the host uses for an address. */
function neighbour(address: string): string | undefined {
  const row = readFileSync('/proc/net/arp', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${address} `));
  return row?.split(/\s+/)[3];
}

async function bannerOf(scene: Scene): Promise<void> {
  const stream = await scene.driver.connect(
    scene.bystander.spec.id,
    'host1',
    22,
    AbortSignal.timeout(30_000),
  );
  await once(stream, 'data', { signal: AbortSignal.timeout(30_000) });
  stream.destroy();
}

/** A port that answers, for a scan: one that does not find it finds nothing. */
const control = '127.0.0.1=22';

/** Takes the control out of what a scan found; throws when it is not there. */
function scanned(out: string): string {
  const lines = out.split('\n');
  tried(lines.includes('open 127.0.0.1 22'), `the scan does not find what is open: ${out.slice(0, 300)}`);
  tried(numberIn(out, /^(\d+) ports tried/m) > 1, out.slice(0, 300));
  return lines.filter((line) => line !== 'open 127.0.0.1 22').join('\n');
}

/** What a node may reach and pretend to be on the networks it is on. */
export const networkCases: readonly HostileCase[] = [
  {
    name: 'ports of the host',
    tried:
      'every port on which the host listens (API, gateway, PostgreSQL, …), by each of its addresses and both networks; all 65 535 in the full form',
    by: 'the packet filter of ports, the engine’s filters, no route',
    async run(scene) {
      const ports =
        process.env.SPRINGBOARD_PROOFS === 'full'
          ? '1-65535'
          : [...listening(), 22, 53, 67, 80, 443].join(',');
      const targets = [scene.management.address, ...hostAddresses()];
      const routes = targets
        .slice(1)
        .map((address) => `ip route replace ${address}/32 via ${scene.management.address} dev eth1`);
      const found = await scene.attack(
        `${routes.join('; ')}\n${python(scan, control, ...targets.map((address) => `${address}=${ports}`))}\nip route flush proto boot 2>/dev/null; true`,
        600_000,
      );
      const out = scanned(found.out);
      contained(!/^open/m.test(out), out);
      return `${out.split('\n').at(-1)} at ${targets.length} addresses, none open`;
    },
  },
  {
    name: 'other environments',
    tried: 'ports of the bystander’s node, directly and by way of the host; their lab addresses',
    by: 'isolated bridge ports, no forwarding, a bridge for each lab network',
    async run(scene) {
      const ports = process.env.SPRINGBOARD_PROOFS === 'full' ? '1-65535' : '1-1024';
      const found = await scene.attack(
        `${python(scan, control, `${scene.bystander.address}=${ports}`)}
        ip route replace ${scene.bystander.address}/32 via ${scene.management.address} dev eth1
        ${python(scan, `${scene.bystander.address}=22`)}
        ip route del ${scene.bystander.address}/32 via ${scene.management.address} dev eth1`,
        600_000,
      );
      const out = scanned(found.out);
      contained(!/^open/m.test(out), out);
      return out.replaceAll('\n', ', ');
    },
  },
  {
    name: 'hardware address',
    tried: 'frames with the bystander’s hardware address, so that the bridge sends their traffic here',
    by: 'the packet filter of ports: first come, before the bridge learns',
    async run(scene) {
      const mac = (await scene.aside('cat /sys/class/net/eth1/address')).out;
      await scene.attack('rm -f /root/enough');
      const flood = scene.attack(python(frames, 'eth1', mac, 'none', 100_000), 600_000);
      const sent = () =>
        scene.attack('cat /sys/class/net/eth1/statistics/tx_packets').then(({ out }) => Number(out));
      for (const first = await sent(), end = Date.now() + 60_000; Date.now() < end; ) {
        if ((await sent()) > first + 20) break;
      }
      let answered = 0;
      for (; answered < 25; answered += 1) {
        await bannerOf(scene).catch(() =>
          contained(false, `the bystander was cut off after ${answered} connections`),
        );
      }
      await scene.attack('touch /root/enough');
      const { out } = await flood;
      await scene.attack('rm -f /root/enough');
      tried(numberIn(out, /^(\d+) frames/m) > 20, out);
      return `${out}; ${answered} connections to the bystander meanwhile`;
    },
  },
  {
    name: 'many hardware addresses',
    tried: '50 000 frames, each from another hardware address, to fill the bridge’s table',
    by: 'the packet filter of ports',
    async run(scene) {
      const learnt = () => readFileSync(`/sys/class/net/${scene.management.bridge}/brforward`).length / 16;
      const before = learnt();
      const { out } = await scene.attack(python(frames, 'eth1', 'random', 'none', 50_000), 300_000);
      const grown = learnt() - before;
      tried(numberIn(out, /^(\d+) frames/m) > 1000, out);
      contained(grown < 100, `the bridge learnt ${grown} addresses`);
      return `${out}, the bridge learnt ${Math.max(0, grown)}`;
    },
  },
  {
    name: 'ARP in another’s name',
    tried: 'ARP answers that give the bystander’s address, and the host’s, to the attacker',
    by: 'security.mac_filtering and ipv4_filtering, isolated ports',
    async run(scene) {
      await bannerOf(scene);
      const before = neighbour(scene.bystander.address);
      const own = (await scene.attack('cat /sys/class/net/eth1/address')).out;
      for (const claimed of [scene.bystander.address, scene.management.address]) {
        const { out } = await scene.attack(python(frames, 'eth1', own, claimed, 50));
        tried(numberIn(out, /^(\d+) frames/m) > 0, out);
      }
      await bannerOf(scene);
      const after = neighbour(scene.bystander.address);
      contained(
        before !== undefined && after === before,
        `the host has ${after} for the bystander, and had ${before}`,
      );
      const seen = (await scene.aside(`ip neigh show ${scene.management.address}`)).out;
      contained(!seen.includes(own), `the bystander takes the attacker for the host: ${seen}`);
      return `host and bystander keep ${before?.slice(0, 8)}…`;
    },
  },
  {
    name: 'address',
    tried: 'the bystander’s IPv4 address and one of its own choice, as source',
    by: 'security.ipv4_filtering',
    async run(scene) {
      const { out } = await scene.attack(
        `for a in ${scene.bystander.address} 192.0.2.77; do ip addr add $a/32 dev eth1
        ping -c 2 -W 1 -I $a ${scene.management.address} | grep -o '[0-9]* received'; ip addr del $a/32 dev eth1; done`,
      );
      contained(!/[1-9]\d* received/.test(out), out);
      tried((out.match(/0 received/g)?.length ?? 0) === 2, out);
      return out.replaceAll('\n', ', ');
    },
  },
  {
    name: 'other socket families',
    tried:
      'sockets that know no network namespaces (vsock to the hypervisor), and every other family there is',
    by: 'seccomp: nothing above AF_PACKET',
    async run(scene) {
      const { out } = await scene.attack(
        python(`import socket
for family in [*range(0, 50), 1 << 32 | 40]:
    for kind in (1, 2, 3, 5):
        try: socket.socket(family, kind, 0).close(); print(family); break
        except (OSError, OverflowError): pass`),
      );
      const families = out.split('\n').map(Number);
      tried(families.includes(1) && families.includes(2), out);
      contained(
        families.every((family) => [1, 2, 10, 16, 17].includes(family)),
        `families ${families.join(', ')}`,
      );
      return `families ${families.join(', ')} only`;
    },
  },
  {
    name: 'IPv6',
    tried: 'link-local addresses of all nodes and routers on the management network',
    by: 'security.ipv6_filtering, no IPv6 on the bridge',
    async run(scene) {
      const { out } = await scene.attack(
        `sysctl -qw net.ipv6.conf.eth1.disable_ipv6=0; ip -6 addr replace fe80::a/64 dev eth1 nodad
        ping -6 -c 1 -W 5 fe80::a%eth1 | grep -c 'bytes from'
        ping -6 -c 2 -W 1 ff02::1%eth1 | grep -c 'bytes from' ; ip -6 neigh show dev eth1 | grep -vc FAILED; true`,
      );
      // The one answer that may come is the node's own.
      const [own, all, neighbours] = out.split('\n');
      tried(own === '1', out);
      contained(Number(all) <= 2 && neighbours === '0', out);
      return 'nobody answers';
    },
  },
];
