import { z } from 'zod';

const Size = z.string().regex(/^\d+(MiB|GiB)$/, 'a size such as 768MiB or 4GiB');
const Duration = z.string().regex(/^\d+(ms|s|m|h)$/, 'a duration such as 500ms, 20s or 5m');
const NodeName = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'lower-case letters, digits and hyphens');

/** One machine of a topology. */
export const TopologyNode = z.strictObject({
  name: NodeName,
  title: z.string(),
  image: z.string(),
  /** `hidden` nodes have no SSH, no management address, and are never named to a learner. */
  role: z.enum(['learner', 'hidden']).default('learner'),
  terminal: z.boolean().default(true),
  /** Address on the lab network, the same in every environment. */
  address: z.ipv4(),
  cpu: z.number().int().min(1).max(16),
  memory: Size,
  disk: Size,
  processes: z.number().int().min(64).default(2000),
});
export type TopologyNode = z.infer<typeof TopologyNode>;

/** `infra/environments/<name>/environment.yaml` */
export const Topology = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]+$/),
  title: z.string(),
  summary: z.string(),
  network: z.strictObject({ cidr: z.cidrv4() }),
  nodes: z.array(TopologyNode).min(1),
  /** The node on which checks run when a check names none. */
  grader: NodeName,
  /** Run in this order, each until it exits 0; the program is part of the node's image. */
  readiness: z.array(
    z.strictObject({ title: z.string(), on: NodeName, run: z.array(z.string()).min(1), timeout: Duration }),
  ),
  /** Host features it cannot do without, such as `kvm` or `module:openvswitch`. */
  requires: z.array(z.string()).default([]),
  /** Measured use of a whole environment when idle; capacity planning counts with it. */
  size: z.strictObject({ memory: Size, disk: Size }),
});
export type Topology = z.infer<typeof Topology>;
