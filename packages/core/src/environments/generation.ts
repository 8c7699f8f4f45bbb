import { createHash } from 'node:crypto';
import type { ImageRef } from '@springboard/environments/driver.ts';
import type { Topology } from '@springboard/environments/topology.ts';

/**
 * Names what an environment is made from: the topology and the image of each node, 16 hex digits. Two environments of one
 * generation are alike, so one made in advance may stand for one that was asked for.
 */
export function generationOf(topology: Topology, images: Readonly<Record<string, ImageRef>>): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted({ topology, images })))
    .digest('hex')
    .slice(0, 16);
}

/** The same value with the keys of its objects in order: neither YAML nor a database keeps theirs. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, of]) => [key, sorted(of)]));
}
