import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DriverError } from '@springboard/environments/driver.ts';
import { allOrFirstError } from './all.ts';
import type { IncusClient } from './client.ts';
import { isOurHost } from './endpoint.ts';
import { Instance } from './incus-types.ts';
import { bringTo } from './node-state.ts';

/**
 * Each node's users are other users of the host than any other node's. Incus can choose such a range itself, but looks for a free one and
 * writes it down in two steps, so that instances made side by side get the same; and a snapshot has a range of its own, chosen when it was made and
 * given to somebody else since, which comes back with it. So ranges are drawn here and set by hand, and looked at again once they are written down.
 */
const identities = 65_536;

/** Host user ids that the engine may hand out: `first` and so many after it. */
interface Range {
  readonly first: number;
  readonly count: number;
}

/** What Incus and Debian's package give root where nothing else is said. */
const usual: Range = { first: 1_000_000, count: 1_000_000_000 };

/** Of an instance: where its own range begins (absent where it has none), and how long it is. */
const baseKey = 'volatile.idmap.base';
const sizeKey = 'security.idmap.size';

/** The instance key that sets where the range begins. */
export const identityBaseKey = 'security.idmap.base';

/** So many times a doubled range is drawn anew: with thousands of ranges, each time is less likely by as much. */
const rounds = 5;

/** A free range, all different, for each node that is not there yet, by its name; each range by its first host user id. */
export async function drawIdentityBases(
  client: IncusClient,
  project: string,
  nodes: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const [all, instances] = await Promise.all([engineRange(client), allInstances(client, signal)]);
  const there = instances.filter((one) => one.project === project).map(({ name }) => name);
  const missing = nodes.filter((name) => !there.includes(name));
  const bases = freeBases(all, instances.flatMap(rangeOf), missing.length);
  return new Map(missing.map((name, index) => [name, bases[index] ?? 0]));
}

/**
 * Gives a new range to each of the nodes that shares its own with any other instance of the engine. They have to be written down in the engine:
 * of two that drew the same range, the one written later sees the other. A running node is started again for it.
 */
export async function separateIdentities(
  client: IncusClient,
  project: string,
  nodes: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (let round = 0; ; round += 1) {
    const instances = await allInstances(client, signal);
    const doubled = doubledNodes(instances, project, nodes);
    if (doubled.length === 0) return;
    if (round === rounds)
      throw new DriverError(
        'failed',
        `The engine gave ${nodes.join(', ')} no identity ranges of their own in ${rounds} attempts.`,
      );
    const bases = freeBases(await engineRange(client), instances.flatMap(rangeOf), doubled.length);
    const moves = doubled.map((instance, index) => ({ instance, base: bases[index] }));
    await allOrFirstError(moves, async ({ instance, base }) => {
      const { name, status } = instance;
      await bringTo(client, project, instance, 'Stopped', signal);
      const config = { [identityBaseKey]: String(base) };
      await client.change('PATCH', `/1.0/instances/${name}`, { config }, { project });
      if (status !== 'Stopped')
        await bringTo(client, project, { name, status: 'Stopped' }, 'Running', signal);
    });
  }
}

type Placed = Pick<Instance, 'name' | 'status' | 'config' | 'project'>;

/** Those of the nodes whose range overlaps another instance's. */
export function doubledNodes(
  instances: readonly Placed[],
  project: string,
  nodes: readonly string[],
): Placed[] {
  return instances.filter(
    (instance) =>
      instance.project === project &&
      nodes.includes(instance.name) &&
      rangeOf(instance).some((range) =>
        instances.some(
          (other) => other !== instance && rangeOf(other).some((taken) => overlap(range, taken)),
        ),
      ),
  );
}

/** Drawn at random, so that two who draw at once hardly ever draw the same. The engine's first range is its own for everything not isolated. */
export function freeBases(all: Range, taken: readonly Range[], count: number): number[] {
  const places = Math.floor(all.count / identities) - 1;
  const candidates = Array.from({ length: Math.max(0, places) }, (_, place) => ({
    first: all.first + (place + 1) * identities,
    count: identities,
  })).filter((candidate) => !taken.some((range) => overlap(candidate, range)));
  if (candidates.length < count) {
    throw new DriverError(
      'refused',
      `The engine's host has ${Math.max(0, places)} identity ranges for containers, of which ${candidates.length} are free; this environment needs ${count}. Remove environments, or give root more in /etc/subuid and /etc/subgid.`,
    );
  }
  return Array.from({ length: count }, () => {
    const [drawn] = candidates.splice(randomInt(candidates.length), 1);
    return drawn?.first ?? 0;
  });
}

/** The longest range of root in a file of the form of `/etc/subuid`; undefined when it has none there. */
export function subordinateRange(file: string): Range | undefined {
  const ranges = file.split('\n').flatMap((line) => {
    const [, first, count] = /^(?:root|0):(\d+):(\d+)$/.exec(line.trim()) ?? [];
    return first === undefined || count === undefined ? [] : [{ first: Number(first), count: Number(count) }];
  });
  return ranges.toSorted((one, other) => other.count - one.count)[0];
}

/** What the engine may hand out. Its API does not tell, so of an engine elsewhere the usual is assumed. */
async function engineRange(client: IncusClient): Promise<Range> {
  if (!isOurHost(client.endpoint)) return usual;
  const read = (path: string) => readFile(path, 'utf8').catch(() => '');
  const users = subordinateRange(await read('/etc/subuid'));
  const groups = subordinateRange(await read('/etc/subgid'));
  if (users === undefined || groups === undefined) return usual;
  const first = Math.max(users.first, groups.first);
  return { first, count: Math.min(users.first + users.count, groups.first + groups.count) - first };
}

function allInstances(client: IncusClient, signal: AbortSignal): Promise<Instance[]> {
  const query = { recursion: '1', 'all-projects': 'true' };
  return client.get('/1.0/instances', Instance.array(), { query, signal });
}

function rangeOf({ config }: Pick<Instance, 'config'>): Range[] {
  const first = Number(config[baseKey] ?? 0);
  return first > 0 ? [{ first, count: Number(config[sizeKey] ?? identities) }] : [];
}

function overlap(one: Range, other: Range): boolean {
  return one.first < other.first + other.count && other.first < one.first + one.count;
}
