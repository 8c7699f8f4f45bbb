import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Topology, TopologyPart } from './topology.ts';
import { sizeInBytes } from './units.ts';

const extension = '.yaml';

/** A part that cannot be read: its file, and why. */
export interface BrokenPart {
  readonly file: string;
  readonly problem: string;
}

export type Parts = ReadonlyMap<string, TopologyPart | BrokenPart>;

/** The parts in a folder, by name; none when there is no such folder. One that cannot be read spoils only who includes it. */
export async function loadParts(folder: string): Promise<Parts> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(extension));
  return new Map(
    await Promise.all(
      files.map(async (file) => [basename(file, extension), await loadPart(join(folder, file))] as const),
    ),
  );
}

async function loadPart(file: string): Promise<TopologyPart | BrokenPart> {
  try {
    const result = TopologyPart.safeParse(parse(await readFile(file, 'utf8')));
    return result.success ? result.data : { file, problem: z.prettifyError(result.error) };
  } catch (error) {
    return { file, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The topology with a part's nodes, probes and pages after its own, and the size of both. */
export function withPart(topology: Topology, part: TopologyPart): Topology {
  const { size } = topology;
  return {
    ...topology,
    nodes: [...topology.nodes, ...part.nodes],
    readiness: [...topology.readiness, ...part.readiness],
    webUis: [...topology.webUis, ...part.webUis],
    size: {
      memory: sum(size.memory, part.size.memory),
      disk: sum(size.disk, part.size.disk),
      cpu: size.cpu + part.size.cpu,
    },
  };
}

function sum(one: string, other: string): string {
  return `${Math.ceil((sizeInBytes(one) + sizeInBytes(other)) / 2 ** 20)}MiB`;
}
