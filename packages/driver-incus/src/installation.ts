import { DriverError } from '@springboard/environments/driver.ts';
import { createBridge, deleteBridge } from './bridge.ts';
import type { IncusClient } from './client.ts';
import { IncusError, isConflict, isNotFound } from './errors.ts';
import { countsTcpBuffers } from './features.ts';
import { hostSubnets } from './host-routes.ts';
import { Network, type NetworkAclsPost, type NetworksPost, type ProjectsPost } from './incus-types.ts';
import { installationLabel, installationNames } from './names.ts';
import { freeSubnets, hostAddress, type Subnet, toSubnet } from './subnet.ts';

/** What all environments of an installation share in the engine. */
export interface Installation {
  readonly id: string;
  readonly pool: string;
  readonly project: string;
  /** Packet filter of lab networks. */
  readonly labAcl: string;
  readonly management: { readonly network: string; readonly subnet: Subnet };
  /** Whether the engine's host counts TCP's buffers by themselves; false where that is not known. */
  readonly countsTcp: boolean;
}

/** Makes sure that project, packet filter and management network exist. Idempotent, and safe beside other processes doing the same. */
export async function ensureInstallation(
  client: IncusClient,
  id: string,
  pool: string,
): Promise<Installation> {
  const names = installationNames(id);
  await Promise.all([
    ensureProject(client, id, names.project),
    // Towards nodes all is allowed, since a host with br_netfilter filters what two nodes of one bridge say to each other
    // as well; the host has no address and no route there. What nodes send to the host, or through it, is dropped.
    ensureAcl(client, id, {
      name: names.labAcl,
      description: 'Springboard: nodes speak with each other and not with the host',
      ingress: [{ action: 'allow', state: 'enabled' }],
    }),
  ]);
  const management = (await findManagement(client, id)) ?? (await createManagement(client, id));
  return {
    id,
    pool,
    project: names.project,
    labAcl: names.labAcl,
    management: { network: names.managementNetwork, subnet: management },
    countsTcp: client.endpoint.kind === 'unix' && (await countsTcpBuffers()),
  };
}

async function ensureProject(client: IncusClient, id: string, name: string): Promise<void> {
  const body: ProjectsPost = {
    name,
    description: 'Springboard: practice environments',
    config: {
      // Images and networks are those of project `default`; instances and their volumes are this project's own.
      'features.images': 'false',
      'features.profiles': 'true',
      'features.storage.volumes': 'true',
      'features.networks': 'false',
      [installationLabel]: id,
    },
  };
  await unlessThere(client.change('POST', '/1.0/projects', body));
}

/** The subnet of the installation's management network, if that exists. */
async function findManagement(client: IncusClient, id: string): Promise<Subnet | undefined> {
  const name = installationNames(id).managementNetwork;
  try {
    const network = await client.get(`/1.0/networks/${name}`, Network);
    const address = network.config['ipv4.address'];
    if (network.config[installationLabel] !== id || address === undefined) {
      throw new DriverError(
        'refused',
        `A network named ${name} exists that Springboard did not make. Rename or remove it.`,
      );
    }
    return toSubnet(address);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function createManagement(client: IncusClient, id: string): Promise<Subnet> {
  const names = installationNames(id);
  const [subnet] = freeSubnets(id, await takenSubnets(client));
  if (subnet === undefined) {
    throw new DriverError(
      'refused',
      'No subnet of 100.64.0.0/10 is free on this host for the management network.',
    );
  }
  const host = hostAddress(subnet);
  // Left by a run that was killed between the two: its host address may be another one.
  await client
    .change('DELETE', `/1.0/network-acls/${names.managementAcl}`, undefined)
    .catch(ignoreNotFoundOrUsed);
  await ensureAcl(client, id, {
    name: names.managementAcl,
    description: 'Springboard: only the host opens connections to nodes, and nodes open none',
    ingress: [{ action: 'allow', source: host, state: 'enabled' }],
  });
  const network: NetworksPost = {
    name: names.managementNetwork,
    type: 'bridge',
    description: 'Springboard: SSH from the gateway to nodes',
    config: {
      'ipv4.address': `${host}/${subnet.prefix}`,
      'ipv4.dhcp': 'false',
      'ipv4.nat': 'false',
      'ipv4.routing': 'false',
      'ipv6.address': 'none',
      // No resolver on the bridge: it would be a way out.
      'raw.dnsmasq': 'port=0',
      ...closedBoundary(names.managementAcl),
      [installationLabel]: id,
    },
  };
  await unlessThere(createBridge(client, network));
  const made = await findManagement(client, id);
  if (made === undefined)
    throw new DriverError('failed', 'The management network vanished right after it was made.');
  return made;
}

async function ensureAcl(
  client: IncusClient,
  id: string,
  acl: Pick<NetworkAclsPost, 'name' | 'description' | 'ingress'>,
): Promise<void> {
  const body: NetworkAclsPost = { ...acl, egress: [], config: { [installationLabel]: id } };
  await unlessThere(client.change('POST', '/1.0/network-acls', body));
}

/** Settings that close a bridge's boundary to the host, which also is the way to every other network. */
export function closedBoundary(acl: string): Record<string, string> {
  return {
    'security.acls': acl,
    'security.acls.default.ingress.action': 'drop',
    'security.acls.default.egress.action': 'drop',
  };
}

/** Removes what `ensureInstallation` made; environments must be gone before. */
export async function removeInstallation(client: IncusClient, id: string): Promise<void> {
  const names = installationNames(id);
  const network = await findManagement(client, id);
  if (network !== undefined) await deleteBridge(client, names.managementNetwork);
  for (const acl of [names.managementAcl, names.labAcl]) {
    await client.change('DELETE', `/1.0/network-acls/${acl}`, undefined).catch(ignoreNotFound);
  }
  await client.change('DELETE', `/1.0/projects/${names.project}`, undefined).catch(ignoreNotFound);
}

async function takenSubnets(client: IncusClient): Promise<Subnet[]> {
  const networks = await client.get('/1.0/networks', Network.array(), {
    query: { recursion: '1', 'all-projects': 'true' },
  });
  const managed = networks.flatMap((network) => {
    const address = network.config['ipv4.address'];
    return address?.includes('/') ? [toSubnet(address)] : [];
  });
  // Of a remote engine's host only the engine's networks are known.
  return client.endpoint.kind === 'unix' ? [...managed, ...(await hostSubnets())] : managed;
}

async function unlessThere(creating: Promise<void>): Promise<void> {
  try {
    await creating;
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
}

function ignoreNotFound(error: unknown): void {
  if (!isNotFound(error)) throw error;
}

function ignoreNotFoundOrUsed(error: unknown): void {
  if (!isNotFound(error) && !(error instanceof IncusError && /in use/i.test(error.message))) throw error;
}
