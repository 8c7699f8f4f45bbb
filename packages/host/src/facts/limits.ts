import { readText } from './os.ts';

export interface Limit {
  readonly key: string;
  /** What Springboard raises it to at set-up; a higher value is left alone. */
  readonly wanted: number;
  readonly why: string;
  /**
   * How much of it one environment of three OSDs uses, to say how many fit; null where use does not grow with
   * environments in a way that could be measured.
   */
  readonly perEnvironment: number | null;
}

/** Limits of the host that many environments run into long before memory or disk are used up. */
export const limits: readonly Limit[] = [
  // The kernel counts these over all containers together, and one node's root can take as many as there are. Their memory counts to the
  // node, so with values that nobody reaches its memory limit is what ends it (seen in `docs/security.md`).
  // Measured: fs.aio-nr rises by 2048 with each OSD; three OSDs in an environment.
  { key: 'fs.aio-max-nr', wanted: 1_073_741_824, why: 'asynchronous I/O of OSDs', perEnvironment: 6144 },
  // Measured: with 128 the twentieth systemd container fails to start; two nodes in an environment.
  {
    key: 'fs.inotify.max_user_instances',
    wanted: 16_777_216,
    why: 'systemd in each node',
    perEnvironment: 13,
  },
  {
    key: 'fs.inotify.max_user_watches',
    wanted: 67_108_864,
    why: 'systemd and udev in each node',
    perEnvironment: null,
  },
  { key: 'kernel.pty.max', wanted: 1_048_576, why: 'terminals in all nodes', perEnvironment: null },
  { key: 'fs.file-max', wanted: 1_073_741_824, why: 'open files of all nodes', perEnvironment: null },
  {
    key: 'fs.inotify.max_queued_events',
    wanted: 1_048_576,
    why: 'bursts of file events',
    perEnvironment: null,
  },
  { key: 'kernel.keys.maxkeys', wanted: 20_000, why: 'session keys of services', perEnvironment: null },
  { key: 'kernel.keys.maxbytes', wanted: 2_000_000, why: 'session keys of services', perEnvironment: null },
  // One table for all containers. What fills it cuts all others off, so it is longer than one node makes it before the driver's watch stops
  // that node (`packages/driver-incus/src/kernel-objects.ts`). In use are two nodes with two network cards each, seen from both sides.
  {
    key: 'net.ipv4.neigh.default.gc_thresh1',
    wanted: 4096,
    why: 'neighbour table of many networks',
    perEnvironment: null,
  },
  {
    key: 'net.ipv4.neigh.default.gc_thresh2',
    wanted: 524_288,
    why: 'neighbour table of many networks',
    perEnvironment: null,
  },
  {
    key: 'net.ipv4.neigh.default.gc_thresh3',
    wanted: 1_048_576,
    why: 'neighbour table of many networks',
    perEnvironment: 8,
  },
  {
    key: 'net.netfilter.nf_conntrack_max',
    wanted: 262_144,
    why: 'tracked connections of all nodes',
    perEnvironment: 500,
  },
  { key: 'vm.max_map_count', wanted: 262_144, why: 'memory maps of storage daemons', perEnvironment: null },
  { key: 'kernel.pid_max', wanted: 131_072, why: 'processes of all nodes', perEnvironment: 400 },
];

const fileOf = (key: string) => `/proc/sys/${key.replaceAll('.', '/')}`;

/** The present value of each limit; null where this kernel does not have it. */
export function limitFacts(): Record<string, number | null> {
  return Object.fromEntries(
    limits.map(({ key }) => {
      const text = readText(fileOf(key))?.trim();
      return [key, text === undefined ? null : Number(text)];
    }),
  );
}

/** Limits below what is wanted, of those this kernel has. */
export function limitsToRaise(
  values: Readonly<Record<string, number | null>>,
): { limit: Limit; now: number }[] {
  return limits.flatMap((limit) => {
    const now = values[limit.key] ?? null;
    return now === null || now >= limit.wanted ? [] : [{ limit, now }];
  });
}

/** Hard limit of open files of this process, which the engine's daemon and its containers inherit. */
export function openFilesLimit(): number | null {
  const match = readText('/proc/self/limits')?.match(/^Max open files\s+\S+\s+(\S+)/m)?.[1];
  if (match === undefined) return null;
  return match === 'unlimited' ? Number.POSITIVE_INFINITY : Number(match);
}
