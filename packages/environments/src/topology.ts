import { z } from 'zod';

const Size = z.string().regex(/^\d+(MiB|GiB)$/, 'a size such as 768MiB or 4GiB');
const Duration = z.string().regex(/^\d+(ms|s|m|h)$/, 'a duration such as 500ms, 20s or 5m');
const NodeName = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'lower-case letters, digits and hyphens');

/**
 * What a node may ask for beyond the default. `nesting`: containers and user namespaces inside. `tun`, `fuse`, `kvm`: that device, usable
 * by the node's root. `forwarding`: it may send with addresses that are not its own on the environment's networks, as a router does.
 */
export const Grant = z.enum(['nesting', 'tun', 'fuse', 'kvm', 'forwarding']);
export type Grant = z.infer<typeof Grant>;

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
  /** NICs on further networks of the environment, as `lan1`, `lan2`… in this order; without an address the NIC is up and bare. */
  links: z
    .array(z.strictObject({ network: NodeName, address: z.cidrv4().optional() }))
    .max(4, 'at most four links: images know lan1 to lan4')
    .default([]),
  /** What it needs beyond a closed container; an operator grants each (`SPRINGBOARD_GRANTS`), else its labs are not available. */
  grants: z.array(Grant).default([]),
});
export type TopologyNode = z.infer<typeof TopologyNode>;

/** A page that a node serves, such as a dashboard: a tab of the workspace. */
export const WebUi = z.strictObject({
  name: NodeName,
  title: z.string(),
  node: NodeName,
  port: z.number().int().min(1).max(65_535),
  path: z
    .string()
    .regex(/^\/[\x21-\x7e]*$/, 'a path such as / or /dashboard/')
    .default('/'),
  /** What the node speaks on that port. */
  scheme: z.enum(['http', 'https']).default('http'),
  /** An account that every environment has there; the workspace shows it beside the tab. No secret. */
  credentials: z
    .strictObject({ user: z.string().min(1).max(100), password: z.string().min(1).max(100) })
    .optional(),
  /**
   * It is opened in a window of its own only. For a UI whose own script writes the cookie that it signs in with: of a page within a page of
   * another site a browser keeps no such cookie, and what the platform does for cookies of a node's answers cannot be done for it.
   */
  ownWindow: z.boolean().default(false),
});

export type WebUi = z.infer<typeof WebUi>;

/** `infra/environments/<name>/environment.yaml` */
export const Topology = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]+$/),
  title: z.string(),
  summary: z.string(),
  /** The lab network `eth0` of every node is on. */
  network: z.strictObject({ cidr: z.cidrv4() }),
  /** Further networks, each a bridge of its own without an address on the host: cables and switches between some of the nodes. */
  networks: z.array(z.strictObject({ name: NodeName, title: z.string() })).default([]),
  nodes: z.array(TopologyNode).min(1),
  /** The node on which checks run when a check names none. */
  grader: NodeName,
  /** Run in this order, each until it exits 0; the program is part of the node's image. */
  readiness: z.array(
    z.strictObject({ title: z.string(), on: NodeName, run: z.array(z.string()).min(1), timeout: Duration }),
  ),
  webUis: z.array(WebUi).default([]),
  /** Host features it cannot do without, such as `kvm` or `module:openvswitch`. */
  requires: z.array(z.string()).default([]),
  /** Measured use of a whole environment when idle; capacity planning counts with it. */
  size: z.strictObject({
    memory: Size,
    disk: Size,
    /** Cores' worth of processor time when idle, such as 0.03. */
    cpu: z.number().min(0).max(16).default(0.02),
  }),
});
export type Topology = z.infer<typeof Topology>;

/** `infra/parts/<name>.yaml`: nodes with their probes and pages that several topologies have, such as monitoring. */
export const TopologyPart = Topology.pick({
  title: true,
  summary: true,
  nodes: true,
  readiness: true,
  webUis: true,
  size: true,
});
export type TopologyPart = z.infer<typeof TopologyPart>;

/** What stands in a topology's file: `include` names parts, whose nodes, probes and pages become the topology's own. */
export const TopologyFile = Topology.extend({ include: z.array(NodeName).default([]) });

/** What the nodes of a topology ask for, each once. */
export function grantsOf({ nodes }: Pick<Topology, 'nodes'>): Grant[] {
  return [...new Set(nodes.flatMap((node) => node.grants))];
}

/** What a topology asks for and an operator has not granted. */
export function missingGrants(topology: Pick<Topology, 'nodes'>, granted: readonly Grant[]): Grant[] {
  return grantsOf(topology).filter((grant) => !granted.includes(grant));
}
