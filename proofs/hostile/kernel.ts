import { readdirSync, readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { contained, type HostileCase, numberIn, python, tried } from './case.ts';

/** Numbers of the host's kernel that change by themselves. */
const restless =
  /random|nr$|-nr$|state$|count$|_id$|pid|ns_last|dentry|inode|file-max|uuid|urandom|poolsize|entropy|sched_domain/;

/** A switch that any network namespace can turn on for the whole kernel: it makes packets in lightweight tunnels visible to packet filters, and is harmless. */
const shared = '/proc/sys/net/netfilter/nf_hooks_lwtunnel';

/** Every readable setting of the host, by name. */
function hostSettings(): Map<string, string> {
  const settings = new Map<string, string>();
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      // Network devices come and go with environments.
      if (entry.isDirectory()) {
        if (!/\/(conf|neigh)\/(?!all|default)/.test(path)) walk(path);
      } else if (!restless.test(path)) {
        try {
          settings.set(path, readFileSync(path, 'utf8'));
        } catch {
          // Not for reading.
        }
      }
    }
  };
  walk('/proc/sys');
  return settings;
}

const writeAll = `import os, re
written = tried = 0
for folder, _, files in os.walk('/proc/sys'):
    for name in files:
        path = os.path.join(folder, name)
        try: value = open(path).read().strip()
        except OSError: continue
        if not re.fullmatch(r'\\d+', value): continue
        tried += 1
        try:
            with open(path, 'w') as f: f.write(str(int(value) + 1))
            written += 1
            with open(path, 'w') as f: f.write(value)
        except OSError: pass
print(tried, 'tried,', written, 'of its own taken')`;

const syscalls = `import ctypes, os, struct
c = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(256)
calls = {'init_module': (175, buffer, 16, b''), 'kexec_load': (246, 0, 0, None, 0), 'open_by_handle_at': (304, -100, buffer, 0),
  'settimeofday': (164, struct.pack('qq', 1, 0), None), 'swapon': (167, b'/root/x', 0), 'iopl': (172, 3), 'syslog': (103, 2, buffer, 256),
  'acct': (163, b'/root/x'), 'quotactl': (179, 0, b'/', 0, None), 'perf_event_open': (298, struct.pack('II', 0, 128) + bytes(120), -1, 0, -1, 0),
  'bpf': (321, 5, struct.pack('IIQQ', 1, 2, 0, 0) + bytes(100), 120), 'sethostname of the host': (272, 0)}
for name, args in calls.items():
    if name.startswith('sethostname'): continue
    result = c.syscall(*[ctypes.c_long(a) if isinstance(a, int) else a for a in args])
    if result >= 0: print('DONE', name)
print(len(calls) - 1, 'calls tried')`;

const devices = `import os, stat
made = 0; opened = 0; n = 0
for kind in (stat.S_IFBLK, stat.S_IFCHR):
    for major in (1, 4, 7, 8, 10, 108, 202, 226, 229, 250, 253, 254, 259):
        for minor in (0, 1, 2, 227, 232, 237):
            path = '/root/node'; n += 1
            try: os.mknod(path, kind | 0o600, os.makedev(major, minor)); made += 1
            except OSError: continue
            try: os.close(os.open(path, os.O_RDWR)); opened += 1; print('OPENED', major, minor)
            except OSError: pass
            os.unlink(path)
print(n, 'tried,', made, 'made,', opened, 'opened')`;

/** What of the kernel itself a node may touch. */
export const kernelCases: readonly HostileCase[] = [
  {
    name: 'mounting',
    tried: 'block devices, the host’s devtmpfs and debugfs, control groups that may be changed',
    by: 'user namespace: file systems with a device behind them are not for it',
    async run(scene) {
      const { out } = await scene.attack(
        `mount -t tmpfs none /mnt && umount /mnt && echo 'mount works'
        cd /mnt; for d in loop0 vda sda nvme0n1p1 dm-0; do for t in ext4 btrfs xfs iso9660; do mount -t $t /dev/$d /mnt 2>/dev/null && echo "MOUNTED $d"; done; done
        for t in devtmpfs debugfs tracefs securityfs pstore bpf configfs; do mount -t $t none /mnt 2>/dev/null && { find /mnt -maxdepth 1 -type b -o -maxdepth 1 -name 'kprobe*' | grep -q . && echo "MOUNTED $t"; umount /mnt; }; done
        find /sys/fs/cgroup -name release_agent -writable -exec sh -c 'echo /bin/true > "$1"' sh {} \\; 2>/dev/null && grep -l true $(find /sys/fs/cgroup -name release_agent) 2>/dev/null; true`,
      );
      contained(!/MOUNTED|release_agent/.test(out), out);
      tried(out.includes('mount works'), out);
      return 'refused';
    },
  },
  {
    name: 'device nodes',
    tried: 'nodes of disks, memory, loop devices, KVM and their like, made and opened',
    by: 'user namespace and device control group',
    async run(scene) {
      const { out } = await scene.attack(python(devices));
      contained(!out.includes('OPENED'), out);
      tried(numberIn(out, /^(\d+) tried/m) > 100, out);
      return out;
    },
  },
  {
    name: 'kernel settings',
    tried: 'another value for every number under /proc/sys, and the switches under /proc and /sys',
    by: 'user and network namespaces: what can be written is the node’s own',
    async run(scene) {
      const before = hostSettings();
      const { out } = await scene.attack(
        `${python(writeAll)}
        for f in /proc/sysrq-trigger /proc/sys/kernel/core_pattern /proc/sys/kernel/modprobe /sys/kernel/uevent_helper /proc/kmsg /proc/kcore /proc/irq/default_smp_affinity /sys/kernel/mm/transparent_hugepage/enabled; do { echo x > $f; } 2>/dev/null && echo "WROTE $f"; done; true`,
      );
      const changed = [...hostSettings()].filter(
        ([path, value]) => path !== shared && before.has(path) && before.get(path) !== value,
      );
      tried(numberIn(out, /^(\d+) tried/m) > 100 && numberIn(out, /(\d+) of its own/) > 0, out);
      contained(changed.length === 0, `changed on the host: ${changed.map(([path]) => path).join(', ')}`);
      contained(!out.includes('WROTE'), out);
      return `${out}; ${before.size} of the host unchanged`;
    },
  },
  {
    name: 'system calls',
    tried: 'loading modules, kexec, the clock, swap, the kernel’s log, BPF, tracing, opening by handle',
    by: 'user namespace, the engine’s seccomp list, sysctls of the host',
    async run(scene) {
      const { out } = await scene.attack(python(syscalls));
      contained(!out.includes('DONE'), out);
      tried(out.includes('11 calls tried'), out);
      return out;
    },
  },
  {
    name: 'own limits',
    tried: 'raising its own limits of memory, processes and processors',
    by: 'control groups belong to the host',
    async run(scene) {
      const { out } = await scene.attack(
        `cd /sys/fs/cgroup; tried=0; for f in memory*/memory.limit_in_bytes memory*/memory.memsw.limit_in_bytes pids/pids.max cpuset/cpuset.cpus cpu*/cpu.cfs_quota_us memory.max pids.max cpu.max cpuset.cpus */devices.allow; do
        [ -e "$f" ] || continue; case $f in */*) ;; *) [ "$(stat -f -c %T .)" = cgroup2fs ] || continue;; esac
        tried=$((tried + 1)); { echo max >"$f" || echo -1 >"$f" || echo 0-63 >"$f" || echo 'a *:* rwm' >"$f"; } 2>/dev/null && echo "RAISED $f"; done; echo "$tried tried"`,
      );
      contained(!out.includes('RAISED'), out);
      tried(numberIn(out, /^(\d+) tried/m) > 0, out);
      return `${out}, refused`;
    },
  },
  {
    name: 'renaming the host',
    tried: 'hostname, hostnamectl and /etc/hostname',
    by: 'UTS namespace',
    async run(scene) {
      const before = hostname();
      const own = await scene.attack(
        'hostname evil; hostnamectl set-hostname evil 2>/dev/null; echo evil >/etc/hostname; hostname',
      );
      tried(own.out === 'evil', own.out);
      contained(hostname() === before, `the host is called ${hostname()}`);
      const theirs = (await scene.aside('hostname')).out;
      contained(theirs === 'host1', `the bystander’s node is called ${theirs}`);
      await scene.attack('hostname host1');
      return `the host is still ${before}`;
    },
  },
  {
    name: 'deleting sshd’s keys',
    tried: 'no host keys, no authorized key, no sshd',
    by: 'it is their own; the platform uses the engine, and a reset gives a fresh node',
    async run(scene) {
      const { out } = await scene.attack(
        'rm -rf /etc/ssh/ssh_host_* /root/.ssh; systemctl stop ssh.service ssh.socket 2>/dev/null; ls /etc/ssh/ssh_host_* 2>/dev/null; echo gone',
      );
      tried(out === 'gone', out);
      const { code } = await scene.attack('true');
      contained(code === 0, 'the platform lost the node');
      await scene.driver.destroy(scene.attacker.spec.id);
      await scene.driver.apply(scene.attacker.spec, () => undefined, AbortSignal.timeout(600_000));
      return 'checks still run; a reset gave a terminal again';
    },
  },
  {
    name: '10 GB of log',
    tried: 'to the journal, the console and a file (the short form 210 MB, the full one 10 GB)',
    by: 'journald’s own limit, the quota, no log of the console on the host',
    async run(scene) {
      const megabytes = process.env.SPRINGBOARD_PROOFS === 'full' ? 5_000 : 100;
      const folders = ['/var/log/incus', '/run/incus', '/var/log/journal', '/var/log/syslog'];
      const used = () => folders.reduce((sum, path) => sum + sizeOf(path), 0);
      const before = used();
      const { out } = await scene.attack(
        `yes 'a line of a log that never ends' | head -c ${megabytes}M >/dev/console
        yes 'a line of a log that never ends' | head -c ${megabytes / 20}M | systemd-cat
        yes | head -c ${megabytes}M >/var/log/endless 2>/dev/null; stat -c '%s in a file' /var/log/endless; rm -f /var/log/endless
        du -sm /var/log /run/log 2>/dev/null | awk '{s += $1} END {print s}'`,
        600_000,
      );
      tried(numberIn(out, /^(\d+) in a file/m) > 50_000_000, out);
      const grown = Math.round((used() - before) / 2 ** 20);
      contained(grown < 16, `logs of the host grew by ${grown} MiB`);
      contained(Number(out.split('\n').at(-1)) < 256, `the node keeps ${out} MiB of logs`);
      return `the node keeps ${out.split('\n').at(-1)} MiB of it, the host ${Math.max(0, grown)}`;
    },
  },
  {
    name: 'switching off',
    tried: 'poweroff, from inside',
    by: 'it is their own node; the platform starts it again',
    long: true,
    async run(scene) {
      await scene.attack('systemctl poweroff --force --force').catch(() => undefined);
      const status = async () =>
        (await scene.driver.inspect(scene.attacker.spec.id))?.nodes.find(({ name }) => name === 'host1')
          ?.status;
      let seen = await status();
      // On its way down it is neither running nor stopped.
      for (const end = Date.now() + 60_000; Date.now() < end && seen !== 'stopped'; ) seen = await status();
      tried(seen === 'stopped', `the node did not go off: it is ${seen}`);
      const mended = await scene.mend();
      contained(mended !== '', 'the platform does not start it again');
      return mended;
    },
  },
];

function sizeOf(path: string): number {
  try {
    const found = statSync(path);
    if (!found.isDirectory()) return found.isFile() ? found.size : 0;
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  } catch {
    return 0;
  }
}
