import { existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { readText } from './os.ts';

export interface ResourceFacts {
  readonly memoryTotal: number;
  readonly memoryAvailable: number;
  readonly cpus: number;
  /** Free bytes where the state folder is, and where the engine keeps its pool. */
  readonly stateFree: number;
  readonly engineFree: number;
}

export interface CgroupFacts {
  readonly layout: 'unified' | 'hybrid' | 'legacy' | 'none';
  readonly controllers: readonly string[];
}

/** Bytes of one line of /proc/meminfo. */
export function memoryLine(meminfo: string, name: string): number {
  return Number(meminfo.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))?.[1] ?? 0) * 1024;
}

/** Free bytes for us on the file system that holds `path` or its nearest existing parent. */
export function freeBytes(path: string): number {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const stat = statfsSync(folder);
  return stat.bavail * stat.bsize;
}

export function resourceFacts(state: string, cpus: number): ResourceFacts {
  const meminfo = readText('/proc/meminfo') ?? '';
  return {
    memoryTotal: memoryLine(meminfo, 'MemTotal'),
    memoryAvailable: memoryLine(meminfo, 'MemAvailable'),
    cpus,
    stateFree: freeBytes(state),
    engineFree: freeBytes('/var/lib/incus'),
  };
}

/** Layout of the control groups out of /proc/mounts and /proc/cgroups. */
export function parseCgroups(
  mounts: string,
  controllersFile: string | undefined,
  cgroups: string,
): CgroupFacts {
  const types = mounts.split('\n').flatMap((line) => {
    const [, path, type] = line.split(' ');
    return path?.startsWith('/sys/fs/cgroup') && type ? [type] : [];
  });
  const enabled = cgroups
    .split('\n')
    .filter((line) => line && !line.startsWith('#') && line.trim().endsWith('1'))
    .map((line) => line.split(/\s+/)[0] ?? '');
  const v1 = types.includes('cgroup');
  const v2 = types.includes('cgroup2');
  if (v2 && !v1) return { layout: 'unified', controllers: controllersFile?.trim().split(/\s+/) ?? enabled };
  if (v1) return { layout: v2 ? 'hybrid' : 'legacy', controllers: enabled };
  return { layout: 'none', controllers: [] };
}

export function cgroupFacts(): CgroupFacts {
  return parseCgroups(
    readText('/proc/mounts') ?? '',
    readText('/sys/fs/cgroup/cgroup.controllers'),
    readText('/proc/cgroups') ?? '',
  );
}

/** Whether a TCP port can be listened on. */
export function portFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first port from `from` on that is free and not in `taken`. */
export async function nextFreePort(
  from: number,
  host: string,
  taken: readonly number[] = [],
): Promise<number> {
  for (let port = from; port < from + 200; port += 1) {
    if (!taken.includes(port) && (await portFree(port, host))) return port;
  }
  throw new Error(`No free port from ${from} to ${from + 199} on ${host}.`);
}
