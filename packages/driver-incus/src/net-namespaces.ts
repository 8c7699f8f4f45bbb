import { spawn } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { routeCount } from './kernel-tables.ts';

/** A network namespace of a node. */
export interface NetNamespace {
  /** Path that opens it. Of a file in the node, a learner may have put something else there meanwhile: then it counts as empty. */
  readonly path: string;
  /** A process that is in it; null where a mount or an open file keeps it. */
  readonly process: string | null;
}

/** Counting inside a namespace that no process is in has so many milliseconds. */
const countLimitMs = 5_000;

/**
 * The network namespaces of a container, each once: those its processes are in, those that are mounted (`ip netns add`) and, with
 * `openFiles`, those that a process keeps open. What only a socket keeps is not found.
 * @param group folder of the container's control group.
 */
export async function namespacesOf(group: string, { openFiles = false } = {}): Promise<NetNamespace[]> {
  const found = new Map<string, NetNamespace>();
  const mounts = new Set<string>();
  const put = (name: string, space: NetNamespace) => {
    if (!found.has(name) || (found.get(name)?.process === null && space.process !== null))
      found.set(name, space);
  };
  const host = await link('/proc/self/ns/net');
  for (const process of await processesIn(group)) {
    const [net, mount] = await Promise.all([
      link(`/proc/${process}/ns/net`),
      link(`/proc/${process}/ns/mnt`),
    ]);
    if (net !== '') put(net, { path: `/proc/${process}/ns/net`, process });
    if (openFiles) {
      for (const file of await readdir(`/proc/${process}/fd`).catch(() => [])) {
        const path = `/proc/${process}/fd/${file}`;
        const target = await link(path);
        if (target.startsWith('net:[')) put(target, { path, process: null });
      }
    }
    if (mount === '' || mounts.has(mount)) continue;
    mounts.add(mount);
    const lines = await readFile(`/proc/${process}/mountinfo`, 'utf8').catch(() => '');
    for (const { name, point } of mountedNamespaces(lines)) {
      put(name, { path: `/proc/${process}/root${point}`, process: null });
    }
  }
  found.delete(host);
  return [...found.values()];
}

/** Mounted network namespaces of a `/proc/PID/mountinfo`: root of the mount is the namespace's name, such as `net:[4026532261]`. */
export function mountedNamespaces(mountinfo: string): { name: string; point: string }[] {
  return [...mountinfo.matchAll(/^\d+ \d+ \S+ (net:\[\d+\]) (\S+) /gm)].map(([, name = '', point = '']) => ({
    name,
    // Blanks and backslashes are written in octal.
    point: point.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))),
  }));
}

/** Routes of both kinds. */
export async function routesIn({ path, process }: NetNamespace): Promise<number> {
  if (process === null) {
    const lines = await linesIn(path, ['cat', '/proc/self/net/rt6_stats', '/proc/self/net/fib_triestat']);
    const [rt6 = '', ...trie] = lines;
    return routeCount(trie.join('\n'), rt6);
  }
  const [trie, rt6] = await Promise.all(
    ['fib_triestat', 'rt6_stats'].map((name) =>
      readFile(`/proc/${process}/net/${name}`, 'utf8').catch(() => ''),
    ),
  );
  return routeCount(trie ?? '', rt6 ?? '');
}

/** Neighbours of all kinds and states; counting ends a little above `most`. */
export async function neighboursIn({ path }: NetNamespace, most: number): Promise<number> {
  return (await linesIn(path, ['ip', '-o', 'neigh', 'show', 'nud', 'all'], most + 1)).length;
}

/** What a program of the host prints that runs in the namespace, up to so many lines; nothing when it cannot. */
function linesIn(path: string, command: readonly string[], most = 10_000): Promise<string[]> {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const child = spawn('nsenter', [`--net=${path}`, '--', ...command], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), countLimitMs);
  const lines: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) if (lines.length < most) lines.push(line);
    if (lines.length >= most) child.kill('SIGKILL');
  });
  child.on('error', () => resolve([]));
  child.on('close', () => {
    clearTimeout(limit);
    resolve(lines);
  });
  return promise;
}

/** Processes of a control group and of all below it; in cgroup 2 a group with others below has none of its own. */
async function processesIn(group: string): Promise<string[]> {
  const files = await readdir(group, { recursive: true, withFileTypes: true }).catch(() => []);
  const lists = files.filter(({ name }) => name === 'cgroup.procs');
  const texts = await Promise.all(
    lists.map(({ parentPath, name }) => readFile(`${parentPath}/${name}`, 'utf8').catch(() => '')),
  );
  return [...new Set(texts.flatMap((text) => text.split('\n')).filter((line) => /^[1-9]\d*$/.test(line)))];
}

function link(path: string): Promise<string> {
  return readlink(path).catch(() => '');
}
