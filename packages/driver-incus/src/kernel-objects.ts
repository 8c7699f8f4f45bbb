import { readdir } from 'node:fs/promises';
import { mostKernelObjects } from '@springboard/environments/driver.ts';
import { hostNeighbours, kernelMemory } from './kernel-tables.ts';
import { type NetNamespace, namespacesOf, neighboursIn, routesIn } from './net-namespaces.ts';

type Objects = keyof typeof mostKernelObjects;
type Most = Readonly<Record<Objects, number>>;

/** More of something than any lab needs, held by one container. */
export interface Overuse {
  /** Its name in the engine; a control group of that name that was in the way at its start adds `-1`, `-2`, … */
  readonly container: string;
  readonly what: Objects;
  /** At least so many. */
  readonly count: number;
}

/** Folders in which every container has its control group: with cgroup 1 that of a controller, with cgroup 2 the only one. */
const groupFolders = ['/sys/fs/cgroup/pids', '/sys/fs/cgroup'];

/**
 * All namespaces are looked at no less often than this, in milliseconds; sooner when the host's kernel holds so many bytes more than then,
 * or half as many neighbours more as a node may have.
 */
const fullLookMs = 60_000;
const moreMemory = 64 * 2 ** 20;

/**
 * Watches what a root in a node can make the host's kernel keep and what counts to nobody's memory: neighbours (the permanent ones have no
 * limit at all) and routes, in all network namespaces of a node. A look is three small reads, unless the kernel holds more than before or a
 * minute has passed. For containers on this host, as root.
 */
export class KernelObjects {
  readonly #prefix: string;
  readonly #most: Most;
  #fullAt = Number.NEGATIVE_INFINITY;
  #then = { neighbours: 0, memory: 0 };

  /**
   * @param project of the engine whose containers are watched.
   * @param most that a container may hold.
   */
  constructor(project: string, most: Most = mostKernelObjects) {
    this.#prefix = `lxc.payload.${project}_`;
    this.#most = most;
  }

  /** Who holds too much. */
  async overused(now = performance.now()): Promise<Overuse[]> {
    const [neighbours, memory] = await Promise.all([hostNeighbours(), kernelMemory()]);
    const then = this.#then;
    const more =
      neighbours > then.neighbours + this.#most.neighbours / 2 || memory > then.memory + moreMemory;
    if (!more && now < this.#fullAt + fullLookMs) {
      this.#then = {
        neighbours: Math.min(then.neighbours, neighbours),
        memory: Math.min(then.memory, memory),
      };
      return [];
    }
    const many = neighbours > this.#most.neighbours;
    const groups = await this.#groups();
    let found = await lookAt(groups, this.#most, { neighbours: many, openFiles: false });
    // Files are many and seldom namespaces: they are gone through only when something is held and nobody is seen to hold it.
    if (found.length === 0 && (many || more)) {
      found = await lookAt(groups, this.#most, { neighbours: many, openFiles: true });
    }
    // Until it is gone it is looked at each time.
    this.#fullAt = found.length === 0 ? now : Number.NEGATIVE_INFINITY;
    this.#then = { neighbours, memory };
    return found;
  }

  /** Control groups of the project's containers, by name of the container. */
  async #groups(): Promise<Map<string, string>> {
    for (const folder of groupFolders) {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(this.#prefix));
      if (names.length > 0)
        return new Map(names.map((name) => [name.slice(this.#prefix.length), `${folder}/${name}`]));
    }
    return new Map();
  }
}

async function lookAt(
  groups: ReadonlyMap<string, string>,
  most: Most,
  look: { readonly neighbours: boolean; readonly openFiles: boolean },
): Promise<Overuse[]> {
  const found: Overuse[] = [];
  // One after the other: nobody waits for it, and nodes want the processors.
  for (const [container, group] of groups) {
    const spaces = await namespacesOf(group, look);
    const counts = await countIn(spaces, most, look.neighbours);
    for (const [what, count] of counts) if (count > most[what]) found.push({ container, what, count });
  }
  return found;
}

async function countIn(
  spaces: readonly NetNamespace[],
  most: Most,
  withNeighbours: boolean,
): Promise<ReadonlyMap<Objects, number>> {
  let routes = 0;
  let neighbours = 0;
  if (spaces.length <= most.namespaces) {
    for (const space of spaces) {
      routes += await routesIn(space);
      if (withNeighbours) neighbours += await neighboursIn(space, most.neighbours);
    }
  }
  return new Map([
    ['namespaces', spaces.length],
    ['routes', routes],
    ['neighbours', neighbours],
  ]);
}
