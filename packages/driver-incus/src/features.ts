import { access, readdir, readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';

/** Devices of grants that are there when their driver is; `/dev/kvm` is not among them, since it may exist and hang every guest. */
const devices = { tun: 'dev/net/tun', fuse: 'dev/fuse' } as const;

/**
 * What nodes of an engine on this host can have, in the words of a topology's `requires`: `nesting`, `tun`, `fuse`, and `module:NAME` for
 * each part of the kernel that is loaded or built in. Only what is certain; asked anew each time, since loading a module is a remedy.
 * @param root of the host's file system, for tests.
 */
export async function hostFeatures(root = '/'): Promise<string[]> {
  const [modules, builtIn, ...there] = await Promise.all([
    readdir(join(root, 'sys/module')).catch(() => []),
    readFile(join(root, 'lib/modules', release(), 'modules.builtin'), 'utf8').catch(() => ''),
    ...Object.entries(devices).map(async ([name, path]) => {
      const found = await Promise.all([exists(join(root, path)), exists(join(root, 'sys/class/misc', name))]);
      return found.every(Boolean) ? [name] : [];
    }),
  ]);
  // A line is a path such as kernel/drivers/net/tun.ko; names are spelled with hyphens there and with underscores elsewhere.
  const files = builtIn.match(/[^/\n]+(?=\.ko$)/gm) ?? [];
  const names = new Set([...modules, ...files].map((name) => name.replaceAll('-', '_')));
  return ['nesting', ...there.flat(), ...[...names].toSorted().map((name) => `module:${name}`)];
}

/** Whether this host's control groups count the buffers of TCP, by themselves: with cgroup 1 only, and then to nothing else. */
export function countsTcpBuffers(root = '/'): Promise<boolean> {
  return exists(join(root, 'sys/fs/cgroup/memory/memory.kmem.tcp.limit_in_bytes'));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
