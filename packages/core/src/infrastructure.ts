import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageRef } from '@springboard/environments/driver.ts';
import { loadTopology } from '@springboard/environments/load-topology.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import type { Context, Logger } from './context.ts';

/**
 * Reads the topologies under `infra/environments` of a checkout and the image generations their nodes are made from.
 * A topology or recipe that cannot be read is reported and left out: its labs are then shown as unavailable. Recipes
 * are read once; a change of them counts from the next start of the process.
 */
export async function loadInfrastructure(
  repoRoot: string,
  resolveImage: (repoRoot: string, name: string) => Promise<ImageRef>,
  log: Logger,
): Promise<Pick<Context, 'topology' | 'topologyNames' | 'resolveImages'>> {
  const root = join(repoRoot, 'infra/environments');
  const topologies = new Map<string, Topology>();
  const images = new Map<string, ImageRef | Error>();
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    try {
      topologies.set(entry.name, await loadTopology(join(root, entry.name)));
    } catch (error) {
      log.error({ err: error, topology: entry.name }, 'A topology cannot be read; its labs are unavailable.');
    }
  }
  const names = new Set([...topologies.values()].flatMap((one) => one.nodes.map((node) => node.image)));
  for (const name of names) {
    try {
      images.set(name, await resolveImage(repoRoot, name));
    } catch (error) {
      log.error({ err: error, image: name }, 'An image recipe cannot be read; labs on it are unavailable.');
      images.set(name, error instanceof Error ? error : new Error(String(error)));
    }
  }
  return {
    topology: (name) => topologies.get(name),
    topologyNames: () => [...topologies.keys()].sort(),
    resolveImages: (topology) =>
      Object.fromEntries(topology.nodes.map((node) => [node.name, imageOf(images, node.image)])),
  };
}

function imageOf(images: ReadonlyMap<string, ImageRef | Error>, name: string): ImageRef {
  const image = images.get(name);
  if (image === undefined) throw new Error(`There is no image recipe named ${name}.`);
  if (image instanceof Error) throw image;
  return image;
}
