import {
  contained,
  type HostileCase,
  highestWhile,
  hostNumber,
  kernelMemory,
  mebibyte,
  numberIn,
  python,
  tried,
} from './case.ts';
import type { Scene } from './scene.ts';

/** The same program of every kind: takes things until the kernel says no or so many are there, says so, and holds them until it is told to end. */
const taker = (take: string) => `import ctypes, os, resource, sys, time
c = ctypes.CDLL(None, use_errno=True)
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
workers, most = int(sys.argv[1]), int(sys.argv[2])
for _ in range(workers):
    if os.fork() == 0:
        n = 0
        try:
            while n < most:
                ${take}
                n += 1
            print(n, 'taken', flush=True)
        except OSError as error: print(n, 'taken, then', error.strerror, flush=True)
        # A folder takes no open file, of which it may have none left.
        try: os.mkdir('/root/held.%d' % os.getpid())
        except OSError: pass
        end = time.time() + 150
        while time.time() < end and not os.path.isdir('/root/release'): time.sleep(0.2)
        os._exit(0)
try:
    while True: os.wait()
except ChildProcessError: pass`;

const check = 'if value < 0: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))';

/** Resolves when so many workers hold what they took, or the attack is over: the kernel may have ended them. */
async function untilHeld(scene: Scene, workers: number, over: () => boolean): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end && !over(); ) {
    const { out } = await scene
      .attack('find /root -maxdepth 1 -name "held.*" | wc -l')
      .catch(() => ({ out: '0' }));
    if (Number(out) >= workers) return;
  }
}

/** While the attacker holds what it took, the bystander must get some. */
async function whileHeld(
  scene: Scene,
  script: string,
  { workers, count }: { workers: number; count?: () => number },
): Promise<string> {
  await scene.attack('rm -rf /root/held.* /root/release');
  const before = kernelMemory();
  let over = false;
  const attack = highestWhile(
    kernelMemory,
    scene
      .attack(script, 300_000)
      .catch((error) => ({ code: null, out: String(error) }))
      .finally(() => {
        over = true;
      }),
  );
  await untilHeld(scene, workers, () => over);
  const held = count?.();
  const stillHeld = !over;
  await scene.bystanderIsWell();
  await scene.attack('mkdir /root/release').catch(() => undefined);
  const { highest, result } = await attack;
  const taken = Math.round((highest - before) / mebibyte);
  contained(taken < 512 + 256, `the kernel held ${taken} MiB for a node of 512 MiB`);
  const total = [...result.out.matchAll(/^(\d+) taken/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
  tried(stillHeld || result.code === null, `it ended at once: ${result.out.slice(-300)}`);
  tried(total > 30 || result.code === null, result.out.slice(-300));
  return `${total} taken${held === undefined ? '' : ` (${held} on the host)`}, the kernel took ${Math.max(0, taken)} MiB; the bystander still got theirs`;
}

/** Tables and counters that the kernel keeps for all containers together. */
export const sharedTableCases: readonly HostileCase[] = [
  {
    name: 'pseudo-terminals',
    tried: 'every pseudo-terminal that can be had, by a devpts of its own',
    by: 'kernel.pty.max that nobody reaches; each counts to limits.memory',
    run: (scene) =>
      whileHeld(
        scene,
        `mkdir -p /mnt/p; mount -t devpts -o newinstance,ptmxmode=666,max=1000000 devpts /mnt/p; ${python(taker("os.open('/mnt/p/ptmx', os.O_RDWR | os.O_NOCTTY)"), 4, 3000)}; umount -l /mnt/p`,
        { workers: 4, count: () => hostNumber('kernel/pty/nr') ?? 0 },
      ),
  },
  {
    name: 'inotify instances',
    tried: 'every inotify instance that can be had: the kernel counts them for all containers together',
    by: 'fs.inotify.max_user_instances that nobody reaches; each counts to limits.memory',
    run: (scene) =>
      whileHeld(scene, python(taker(`value = c.inotify_init1(0)\n                ${check}`), 4, 20000), {
        workers: 4,
      }),
  },
  {
    name: 'asynchronous I/O',
    tried: 'every asynchronous I/O context: with none left no OSD starts',
    by: 'fs.aio-max-nr that nobody reaches; each counts to limits.memory',
    run: (scene) =>
      whileHeld(
        scene,
        python(
          taker(
            `context = ctypes.c_ulong(0); value = c.syscall(206, 65536, ctypes.byref(context))\n                ${check}`,
          ),
          2,
          40,
        ),
        { workers: 2, count: () => hostNumber('fs/aio-nr') ?? 0 },
      ),
  },
  {
    name: 'kernel keys',
    tried: 'keys under many user ids: their quota is per id, their memory the host’s',
    by: 'seccomp: no key calls',
    async run(scene) {
      const { out } = await scene.attack(
        python(`import ctypes, os
c = ctypes.CDLL(None, use_errno=True)
print('KEY' if c.syscall(248, b'user', b'k', b'x', 1, -3) >= 0 else os.strerror(ctypes.get_errno()))`),
      );
      contained(!out.includes('KEY'), 'a key was added');
      tried(out.includes('not implemented'), out);
      return out;
    },
  },
  {
    name: 'network namespaces',
    tried: '400 network namespaces at once',
    by: 'limits.processes and limits.memory (most of a namespace counts to it)',
    long: true,
    run: (scene) =>
      whileHeld(
        scene,
        `for i in $(seq 400); do unshare -n sh -c 'mkdir /root/held.$$; until [ -d /root/release ]; do sleep 1; done' & done; wait; echo 400 taken`,
        { workers: 400 },
      ),
  },
  {
    name: 'mounts',
    tried: '20 000 mounts',
    by: 'limits.memory; fs.mount-max counts per mount namespace',
    long: true,
    run: (scene) =>
      whileHeld(
        scene,
        python(
          taker(
            "os.makedirs('/mnt/m', exist_ok=True); value = c.mount(b'none', b'/mnt/m', b'tmpfs', 0, None)\n                " +
              check,
          ),
          1,
          20000,
        ),
        { workers: 1 },
      ),
  },
  {
    name: 'neighbour table',
    tried: '30 000 neighbours on the lab network, three times over: the kernel keeps one table for all',
    by: 'gc_thresh3, raised at set-up: a table that no node fills before the watch stops it',
    async run(scene) {
      const attack = scene.attack(
        `ip route add 10.128.0.0/9 dev eth0
        python3 -c "
for i in range(30000): print('neigh replace 10.%d.%d.%d lladdr 02:00:00:00:00:01 dev eth0 nud reachable' % (128 + (i >> 16), i >> 8 & 255, i & 255))" >/root/many
        for round in {1..3}; do ip -force -batch /root/many >/dev/null 2>/root/errors; done
        ip neigh show dev eth0 | wc -l; grep -c 'No buffer space' /root/errors`,
        300_000,
      );
      try {
        for (let round = 0; round < 3; round += 1) {
          await scene.aside('ip neigh flush dev eth1; ip neigh flush dev eth0; true');
          await scene.bystanderIsWell();
        }
      } finally {
        // Else it would go on during the next case.
        await attack.catch(() => undefined);
      }
      const [held, refused] = (await attack).out.split('\n');
      tried(Number(held) > 1000, `${held} neighbours were held`);
      await scene.attack('ip neigh flush dev eth0; ip route del 10.128.0.0/9 dev eth0; rm -f /root/many');
      const limit = hostNumber('net/ipv4/neigh/default/gc_thresh3');
      return `${held} held, ${refused} refused (the host's limit is ${limit}); the bystander resolved theirs meanwhile`;
    },
  },
  {
    name: 'permanent neighbours',
    tried:
      '5000 neighbours that the kernel never forgets, in a network namespace without a process; no limit ends them',
    by: 'the driver’s watch of what counts to nobody’s memory: it stops the node',
    async run(scene) {
      const { out } = await scene.attack(
        `ip netns add many; nsenter --net=/run/netns/many bash <<'EOF'
        ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up; ip addr add 10.128.0.1/9 dev v0
        python3 -c "
for i in range(5000): print('neigh replace 10.128.%d.%d lladdr 02:00:00:00:00:01 dev v0 nud permanent' % (i >> 8, i & 255))" | ip -force -batch - >/dev/null
        ip -o neigh show nud all | wc -l
EOF`,
        300_000,
      );
      tried(numberIn(out, /^(\d+)$/m) >= 5000, out);
      await scene.bystanderIsWell();
      // As the reconciler does every few seconds.
      for (const end = Date.now() + 180_000; Date.now() < end; ) {
        const [stopped] = (await scene.driver.maintain()).stopped;
        if (stopped === undefined) continue;
        contained(stopped.environmentId === scene.attacker.spec.id, 'another node was stopped');
        return `${out} made; the node was stopped for ${stopped.count} ${stopped.what} or more`;
      }
      contained(false, 'nobody stopped the node');
      return '';
    },
  },
  {
    name: 'conntrack',
    tried: '190 000 packets to the open ports of the host, by both networks, from many ports and addresses',
    by: 'the packet filter of ports: nothing but answers reaches the host',
    async run(scene) {
      const before = hostNumber('net/netfilter/nf_conntrack_count') ?? 0;
      const { out } = await scene.attack(
        `ip addr add 10.88.0.1/16 dev eth0
        ${python(
          `import socket, sys
n = 0
for address, source in ((sys.argv[1], ''), (sys.argv[1], '10.88.0.1')):
    for to in (53, 67, 547):
        for port in range(1024, 33000):
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            if source: s.setsockopt(socket.SOL_SOCKET, 25, b'eth0')
            try: s.bind((source, port)); s.sendto(b'x', (address, to)); n += 1
            except OSError: pass
            s.close()
print(n)`,
          scene.management.address,
        )}
        ip addr del 10.88.0.1/16 dev eth0`,
        300_000,
      );
      tried(Number(out) > 100_000, out);
      const grown = (hostNumber('net/netfilter/nf_conntrack_count') ?? 0) - before;
      contained(grown < 2_000, `${out} packets left ${grown} tracked connections on the host`);
      return `${out} packets sent, ${Math.max(0, grown)} connections more on the host`;
    },
  },
];
