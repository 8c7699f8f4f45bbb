import {
  contained,
  type HostileCase,
  highestWhile,
  kernelMemory,
  mebibyte,
  numberIn,
  python,
  tried,
} from './case.ts';
import { nodeMemory, tcpBuffers } from './node-memory.ts';
import type { Scene } from './scene.ts';

/** What the kernel may hold for others meanwhile. */
const memorySlack = 256 * mebibyte;

/**
 * Runs it and sees that the kernel does not hold more memory for it than the node may have. `evidence` says from its output that it was tried;
 * without one the node's memory has to have been half full, or a part of it killed.
 */
async function withinMemory(
  scene: Scene,
  script: string,
  evidence?: (out: string) => boolean,
  timeoutMs = 180_000,
): Promise<string> {
  const limit = 512 * mebibyte;
  const before = kernelMemory();
  const peak = nodeMemory(scene);
  const watch = () => {
    peak.look();
    return kernelMemory();
  };
  const { highest, result } = await highestWhile(watch, scene.attack(script, timeoutMs).catch(String));
  peak.look();
  const taken = Math.max(0, highest - before);
  const megabytes = Math.round(taken / mebibyte);
  const lost = typeof result === 'string';
  const killed = !lost && !result.timedOut && (result.code === null || result.code === 137);
  const shown = !lost && evidence?.(result.out) === true;
  const had = Math.round(peak.highest() / mebibyte);
  const said = lost ? result : killed ? 'killed' : (result.out.split('\n').at(-1) ?? '');
  tried(shown || peak.highest() > limit / 2, `the node never held more than ${had} MiB, and said: ${said}`);
  contained(taken < limit + memorySlack, `the kernel held ${megabytes} MiB for a node of 512 MiB`);
  return `the node held ${had} MiB, the kernel ${megabytes} MiB for it at most${said ? `; ${said.slice(0, 80)}` : ''}`;
}

const grow = `import sys
blocks = []
while True: blocks.append(bytearray(b'x') * (16 << 20))`;

const bomb = `import os, signal, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
n = 0
try:
    while True:
        if os.fork() == 0:
            time.sleep(6); os._exit(0)
        n += 1
except OSError as error: print(n, 'processes, then', error.strerror, flush=True)
time.sleep(1)`;

const handles = `import os, resource, time, sys
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
for _ in range(int(sys.argv[1])):
    if os.fork() == 0:
        n = 0
        try:
            while True: n = os.open('/dev/null', 0)
        except OSError as error: print(n, 'open files, then', error.strerror, flush=True); time.sleep(5); os._exit(0)
try:
    while True: os.wait()
except ChildProcessError: print(hard, 'a process')`;

const empty = `import os, sys, time
end = time.time() + float(sys.argv[1]); n = 0
try:
    # On a slow disk until there are enough to count.
    while time.time() < end or n < 5000:
        if n % 1000 == 0: os.makedirs('/root/many/%d' % (n // 1000))
        os.close(os.open('/root/many/%d/%d' % (n // 1000, n), os.O_CREAT)); n += 1
    print(n, 'files within the time, and room left')
except OSError as error: print(n, 'files, then', error.strerror)`;

const sockets = `import socket, time, resource
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
kept = []
try:
    while len(kept) < hard - 50:
        a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM); kept += [a, b]
        a.setblocking(False)
        try:
            while True: a.send(b'x' * 65000)
        except BlockingIOError: pass
except OSError as error: print(error.strerror)
print(len(kept), 'full sockets'); time.sleep(1)`;

const tcp = `import socket, resource, sys, time
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
l = socket.create_server(('127.0.0.1', 0), backlog=4096); kept = []
try:
    while len(kept) < min(hard - 50, int(sys.argv[1])):
        c = socket.create_connection(l.getsockname(), 20); s, _ = l.accept(); kept += [c, s]
        c.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 24); c.setblocking(False)
        try:
            while True: c.send(b'x' * (1 << 20))
        except BlockingIOError: pass
except OSError as error: print(error.strerror)
print(len(kept), 'full TCP sockets'); time.sleep(1)`;

const subvolume = `import ctypes, os, struct
c = ctypes.CDLL(None, use_errno=True)
d = os.open('/root', os.O_RDONLY)
for request in (0x5000940e, 0x50009418, 0x5000940e | 1 << 40, 0x50009401):
    a = ctypes.create_string_buffer(struct.pack('q4088s', d if request & 0xff == 1 else 0, b'out'))
    if c.syscall(16, d, ctypes.c_ulong(request), a) == 0: print('MADE', hex(request))
    else: print(os.strerror(ctypes.get_errno()))`;

/** What a node may use up, and where it ends. */
export const resourceCases: readonly HostileCase[] = [
  {
    name: 'memory',
    tried: 'one process that takes memory without end',
    by: 'limits.memory: the kernel ends it inside the node',
    run: (scene) => withinMemory(scene, python(grow)),
  },
  {
    name: 'memory in /dev/shm',
    tried: 'a file in memory that grows without end',
    by: 'limits.memory',
    run: (scene) =>
      withinMemory(scene, 'dd if=/dev/zero of=/dev/shm/big bs=1M 2>&1 | tail -1; rm -f /dev/shm/big'),
  },
  {
    name: 'filling /run',
    tried: 'a file in /run that grows without end',
    by: 'limits.memory; a reset gives a fresh node',
    run: (scene) => withinMemory(scene, 'dd if=/dev/zero of=/run/big bs=1M 2>&1 | tail -1; rm -f /run/big'),
  },
  {
    name: 'socket buffers',
    tried: 'as many local sockets as a process may have, each full',
    by: 'limits.memory (buffers count to it), limits of open files',
    run(scene) {
      // At its limit a node is kept busy reclaiming what cannot be reclaimed: that is worth watching for long only in the full proof.
      const patienceMs = process.env.SPRINGBOARD_PROOFS === 'full' ? 180_000 : 40_000;
      const enough = (out: string) => numberIn(out, /^(\d+) full sockets/m) > 100;
      return withinMemory(scene, python(sockets), enough, patienceMs);
    },
  },
  {
    name: 'TCP buffers',
    tried: 'thousands of TCP connections to itself that nobody reads, each full',
    by: 'limits.memory on cgroup 2; on cgroup 1 a limit of their own, a quarter of limits.memory',
    async run(scene) {
      const sockets = process.env.SPRINGBOARD_PROOFS === 'full' ? 16_000 : 3000;
      const enough = (out: string) => numberIn(out, /^(\d+) full TCP sockets/m) > 1000;
      const seen = await withinMemory(scene, python(tcp, sockets), enough);
      const own = tcpBuffers(scene);
      if (own === undefined) return seen;
      contained(own.limit <= 128 * mebibyte, `TCP buffers may take ${own.limit} bytes`);
      // At its limit the kernel still lets each socket have a little.
      contained(own.highest < 2 * own.limit, `TCP buffers took ${own.highest} bytes`);
      tried(own.highest > own.limit / 2, `TCP buffers took ${own.highest} bytes only`);
      return `${seen}; buffers took ${Math.round(own.highest / mebibyte)} MiB of ${own.limit / mebibyte}`;
    },
  },
  {
    name: 'processes',
    tried: 'a fork bomb',
    by: 'limits.processes',
    async run(scene) {
      const { out } = await scene.attack(python(bomb), 180_000);
      const [, count] = /^(\d+) processes/.exec(out) ?? [];
      tried(Number(count ?? 0) > 100, out);
      contained(count !== undefined && Number(count) <= 1000, `no end of processes: ${out}`);
      return out;
    },
  },
  {
    name: 'processor',
    tried: '64 busy loops, with and without the highest priority and real-time scheduling',
    by: 'the same share of the processors for each node; priorities need rights on the host',
    async run(scene) {
      const { out } = await scene.attack(
        "nice -n -20 true 2>&1 | grep -q 'cannot set' && echo 'no priority'; chrt -f 50 true 2>/dev/null || echo 'no real-time'; { for i in {1..64}; do { timeout 5 sh -c 'while :; do :; done'; [ $? = 124 ] && echo spun; } & done; wait; } 2>/dev/null",
      );
      contained(/no real-time/.test(out), 'real-time scheduling was granted');
      contained(/no priority/.test(out), 'a higher priority was granted');
      const spun = out.match(/^spun$/gm)?.length ?? 0;
      tried(spun > 32, `${spun} of 64 loops ran to their end`);
      return `${spun} loops, no priority, no real-time`;
    },
  },
  {
    name: 'disk',
    tried: 'a file of 8 GiB on a disk of 4',
    by: "the disk's size as a btrfs quota",
    async run(scene) {
      const { out } = await scene.attack(
        'fallocate -l 8G /root/big 2>&1; stat -c %s /root/big; rm -f /root/big',
      );
      contained(/quota|space/i.test(out), `8 GiB fit: ${out}`);
      return out.split('\n')[0] ?? '';
    },
  },
  {
    name: 'disk without a quota',
    tried: "a subvolume and a snapshot of one's own, which are outside the quota",
    by: 'seccomp: these requests of btrfs are refused',
    async run(scene) {
      const { out } = await scene.attack(python(subvolume));
      contained(!out.includes('MADE'), `a subvolume was made: ${out}`);
      tried((out.match(/Operation not permitted/g)?.length ?? 0) === 4, out);
      return out.split('\n')[0] ?? '';
    },
  },
  {
    name: 'inodes',
    tried: 'empty files without end (6 s in the short form, 90 s in the full one)',
    by: 'the quota: btrfs has no table of inodes, their metadata counts',
    async run(scene) {
      const seconds = process.env.SPRINGBOARD_PROOFS === 'full' ? 90 : 6;
      // As the reconciler does every few seconds: the kernel may have given up counting meanwhile.
      await scene.driver.maintain();
      const before = await scene.driver.usage(scene.attacker.spec.id);
      const { out } = await scene.attack(python(empty, seconds), (seconds + 500) * 1000);
      await scene.attack('sync -f /root');
      const after = await scene.driver.usage(scene.attacker.spec.id);
      const grown = (after.diskBytes - before.diskBytes) / mebibyte;
      await scene.attack('rm -rf /root/many', 300_000);
      tried(numberIn(out, /^(\d+) files/m) >= 1000, out);
      contained(grown > 0 || /then/.test(out), 'the files count nothing against the quota');
      return `${out}; they count as ${Math.round(grown)} MiB`;
    },
  },
  {
    name: 'file handles',
    tried: 'as many open files as 60 processes may have',
    by: 'limits of open files and processes; each counts to limits.memory; fs.file-max is out of reach',
    run: (scene) =>
      withinMemory(scene, python(handles, 60), (out) => numberIn(out, /^(\d+) open files/m) > 100),
  },
  {
    name: 'writing and syncing',
    tried: 'four processes that write and sync all the time for 10 s',
    by: 'the quota; the disk is shared, so others get slower and go on',
    long: true,
    async run(scene) {
      const { out } = await scene.attack(
        'for i in 1 2 3 4; do timeout 10 sh -c "while :; do dd if=/dev/zero of=/root/w$i bs=1M count=200 conv=fsync 2>/dev/null; sync; done" & done; wait; stat -c "%s written" /root/w?; rm -f /root/w?',
        180_000,
      );
      tried(numberIn(out, /^(\d+) written/m) > 0, out);
      return out.replaceAll('\n', ', ');
    },
  },
];
