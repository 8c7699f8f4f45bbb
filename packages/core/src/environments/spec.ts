import type { AppliedEnvironment, EnvironmentSpec } from '@springboard/environments/driver.ts';
import { Topology } from '@springboard/environments/topology.ts';
import { z } from 'zod';

/** What `environment.spec` holds: the topology as it was, and the image generation of each node. */
export const StoredSpec = z.object({
  topology: Topology,
  images: z.record(z.string(), z.object({ name: z.string(), hash: z.string() })),
});
export type StoredSpec = z.infer<typeof StoredSpec>;

const StoredApplied = z.object({
  nodes: z.record(
    z.string(),
    z.object({ managementAddress: z.string().nullable(), hostKey: z.string().nullable() }),
  ),
});

/** The driver's view of an environment's row. */
export function specOf(row: { id: string; spec: unknown; publicKey: string }): EnvironmentSpec {
  return { id: row.id, ...StoredSpec.parse(row.spec), authorizedKey: row.publicKey };
}

/** What the driver reported when the environment was made; null before. */
export function appliedOf(row: { applied: unknown }): AppliedEnvironment | null {
  return row.applied === null ? null : StoredApplied.parse(row.applied);
}

/** Nodes a learner may know of, in the topology's order. */
export function visibleNodes(
  topology: Topology,
): { name: string; title: string; address: string; terminal: boolean }[] {
  return topology.nodes
    .filter((node) => node.role !== 'hidden')
    .map(({ name, title, address, terminal }) => ({ name, title, address, terminal }));
}

/** The text with every hidden node's name taken out: learners do not learn that such nodes exist. */
export function withoutHiddenNodes(text: string, topology: Pick<Topology, 'nodes'>): string {
  return topology.nodes
    .filter((node) => node.role === 'hidden')
    .reduce(
      (rest, node) => rest.replaceAll(new RegExp(`(?<![\\w-])${node.name}(?![\\w-])`, 'gi'), 'a helper'),
      text,
    );
}

/** Whether the text names a hidden node. */
export function namesHiddenNode(text: string, topology: Pick<Topology, 'nodes'>): boolean {
  return withoutHiddenNodes(text, topology) !== text;
}
