import { contained, type HostileCase, highestWhile, kernelMemory, mebibyte, python } from './case.ts';
import type { Scene } from './scene.ts';

/** What the kernel may hold for others meanwhile. */
const memorySlack = 256 * mebibyte;

/** Runs it and sees that the kernel does not hold more memory for it than the node may have. */
async function withinMemory(scene: Scene, script: string, timeoutMs: number): Promise<string> {
  const limit = 512 * mebibyte;
  const before = kernelMemory();
  const { highest, result } = await highestWhile(kernelMemory, scene.attack(script, timeoutMs).catch(String));
  const taken = Math.max(0, highest - before);
  const megabytes = Math.round(taken / mebibyte);
  contained(taken < limit + memorySlack, `the kernel held ${megabytes} MiB for a node of 512 MiB`);
  const said =
    typeof result === 'string'
      ? result
      : /Killed/.test(result.out)
        ? 'killed'
        : result.out.split('\n').at(-1);
  return `the kernel took ${megabytes} MiB for it at most${said ? `; ${said.slice(0, 80)}` : ''}`;
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
        try:
            while True: os.open('/dev/null', 0)
        except OSError: time.sleep(5); os._exit(0)
time.sleep(4); print(hard, 'a process')`;

const empty = `import os, sys, time
end = time.time() + float(sys.argv[1]); n = 0
try:
    while time.time() < end:
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

const tcp = `import socket, resource, time
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
l = socket.create_server(('127.0.0.1', 0), backlog=4096); kept = []
try:
    while len(kept) < hard - 50:
        c = socket.create_connection(l.getsockname()); s, _ = l.accept(); kept += [c, s]
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
    run: (scene) => withinMemory(scene, python(grow), 30_000),
  },
  {
    name: 'memory in /dev/shm',
    tried: 'a file in memory that grows without end',
    by: 'limits.memory',
    run: (scene) =>
      withinMemory(scene, 'dd if=/dev/zero of=/dev/shm/big bs=1M 2>&1 | tail -1; rm -f /dev/shm/big', 30_000),
  },
  {
    name: 'filling /run',
    tried: 'a file in /run that grows without end',
    by: 'limits.memory; a reset gives a fresh node',
    run: (scene) =>
      withinMemory(scene, 'dd if=/dev/zero of=/run/big bs=1M 2>&1 | tail -1; rm -f /run/big', 30_000),
  },
  {
    name: 'socket buffers',
    tried: 'as many local sockets as a process may have, each full',
    by: 'limits.memory (buffers count to it), limits of open files',
    run: (scene) => withinMemory(scene, python(sockets), 30_000),
  },
  {
    name: 'TCP buffers',
    tried: 'thousands of TCP connections to itself that nobody reads, each full',
    by: 'limits.memory on cgroup 2; net.ipv4.tcp_mem of the host',
    long: true,
    run: (scene) => withinMemory(scene, python(tcp), 60_000),
  },
  {
    name: 'processes',
    tried: 'a fork bomb',
    by: 'limits.processes',
    async run(scene) {
      const { out } = await scene.attack(python(bomb), 30_000);
      const [, count] = /^(\d+) processes/.exec(out) ?? [];
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
        "nice -n -20 true 2>&1 | grep -q 'cannot set' && echo 'no priority'; chrt -f 50 true 2>/dev/null || echo 'no real-time'; { for i in {1..64}; do timeout 5 sh -c 'while :; do :; done' & done; wait; } 2>/dev/null",
      );
      contained(/no real-time/.test(out), 'real-time scheduling was granted');
      return out.replaceAll('\n', ', ');
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
      const { out } = await scene.attack(python(empty, seconds), (seconds + 30) * 1000);
      await scene.attack('sync -f /root');
      const after = await scene.driver.usage(scene.attacker.spec.id);
      const grown = (after.diskBytes - before.diskBytes) / mebibyte;
      await scene.attack('rm -rf /root/many', 120_000);
      contained(/then|left/.test(out), out);
      contained(grown > 0 || /then/.test(out), 'the files count nothing against the quota');
      return `${out}; they count as ${Math.round(grown)} MiB`;
    },
  },
  {
    name: 'file handles',
    tried: 'as many open files as 60 processes may have',
    by: 'limits of open files and processes; each counts to limits.memory; fs.file-max is out of reach',
    run: (scene) => withinMemory(scene, python(handles, 60), 30_000),
  },
  {
    name: 'writing and syncing',
    tried: 'four processes that write and sync all the time for 10 s',
    by: 'the quota; the disk is shared, so others get slower and go on',
    long: true,
    async run(scene) {
      const { out } = await scene.attack(
        'for i in 1 2 3 4; do timeout 10 sh -c "while :; do dd if=/dev/zero of=/root/w$i bs=1M count=200 conv=fsync 2>/dev/null; sync; done" & done; wait; rm -f /root/w?; echo ended',
        60_000,
      );
      return out;
    },
  },
];
