import { DriverError, type EnvironmentSpec } from '@springboard/environments/driver.ts';
import { z } from 'zod';
import { BackOff } from './back-off.ts';
import { createBridge, deleteBridge } from './bridge.ts';
import type { IncusClient } from './client.ts';
import { IncusError, isConflict } from './errors.ts';
import { Network, type NetworksPost } from './incus-types.ts';
import { closedBoundary, type Installation } from './installation.ts';
import { removeLeftBridge } from './left-bridge.ts';
import {
  environmentLabel,
  furtherNetworkName,
  installationLabel,
  labNetworkName,
  networkLabel,
} from './names.ts';

/** Nothing tells a bridge that is being made from one that the engine was killed over, in milliseconds. */
const appearing = { limitMs: 10_000, firstMs: 50, longestMs: 500 };

/** Makes sure that the environment's lab network and its further networks exist. */
export async function ensureNetworks(
  client: IncusClient,
  installation: Installation,
  { id, topology }: EnvironmentSpec,
): Promise<void> {
  const lab = {
    name: labNetworkName(installation.id, id),
    description: 'Springboard: lab network of one environment',
    labels: {},
  };
  const further = topology.networks.map(({ name }) => ({
    name: furtherNetworkName(installation.id, id, name),
    description: `Springboard: network ${name} of one environment`,
    labels: { [networkLabel]: name },
  }));
  const made = await Promise.allSettled(
    [lab, ...further].map((bridge) => ensureBridge(client, installation, id, bridge)),
  );
  for (const result of made) if (result.status === 'rejected') throw result.reason;
}

/** A bridge of one environment: no address on the host, no way through the host. */
async function ensureBridge(
  client: IncusClient,
  installation: Installation,
  environmentId: string,
  { name, description, labels }: { name: string; description: string; labels: Record<string, string> },
): Promise<void> {
  const body: NetworksPost = {
    name,
    type: 'bridge',
    description,
    config: {
      'ipv4.address': 'none',
      'ipv6.address': 'none',
      'ipv4.routing': 'false',
      'ipv6.routing': 'false',
      ...closedBoundary(installation.labAcl),
      [installationLabel]: installation.id,
      [environmentLabel]: environmentId,
      ...labels,
    },
  };
  try {
    await createBridge(client, body);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const found = await client.get(`/1.0/networks/${name}`, Network);
    if (found.config[environmentLabel] !== environmentId) {
      throw new DriverError('refused', `A network named ${name} exists that belongs to something else.`);
    }
    if (await bridgeAppears(client, name)) return;
    // The engine was killed between writing the network down and making its bridge.
    await deleteNetwork(client, name);
    await createBridge(client, body);
  }
}

/** Deletes a network; one that is being made is left to be finished first, or its bridge would stay behind without an owner. */
export async function deleteNetwork(client: IncusClient, name: string): Promise<void> {
  await bridgeAppears(client, name);
  await deleteBridge(client, name);
  await removeLeftBridge(client.endpoint, name);
}

/** The engine lists a network before its bridge exists; false when none came in several times what it takes on a loaded host. */
async function bridgeAppears(client: IncusClient, name: string): Promise<boolean> {
  const pauses = new BackOff(appearing);
  for (;;) {
    try {
      await client.get(`/1.0/networks/${name}/state`, z.unknown());
      return true;
    } catch (error) {
      if (!(error instanceof IncusError)) throw error;
    }
    if (pauses.over) return false;
    await pauses.pause();
  }
}
