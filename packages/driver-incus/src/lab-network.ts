import { setTimeout as delay } from 'node:timers/promises';
import { DriverError } from '@springboard/environments/driver.ts';
import { z } from 'zod';
import { createBridge } from './bridge.ts';
import type { IncusClient } from './client.ts';
import { IncusError, isConflict, isNotFound } from './errors.ts';
import { Network, type NetworksPost } from './incus-types.ts';
import { closedBoundary, type Installation } from './installation.ts';
import { environmentLabel, installationLabel, labNetworkName } from './names.ts';

/** Makes sure that the environment's lab bridge exists: no address on the host, no way through the host. */
export async function ensureLabNetwork(
  client: IncusClient,
  installation: Installation,
  environmentId: string,
): Promise<void> {
  const name = labNetworkName(installation.id, environmentId);
  const body: NetworksPost = {
    name,
    type: 'bridge',
    description: 'Springboard: lab network of one environment',
    config: {
      'ipv4.address': 'none',
      'ipv6.address': 'none',
      'ipv4.routing': 'false',
      'ipv6.routing': 'false',
      ...closedBoundary(installation.labAcl),
      [installationLabel]: installation.id,
      [environmentLabel]: environmentId,
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

/** Every lab network of the installation, or of one of its environments. */
export async function labNetworks(
  client: IncusClient,
  installationId: string,
  environmentId?: string,
): Promise<{ name: string; environmentId: string }[]> {
  const networks = await client.get('/1.0/networks', Network.array(), { query: { recursion: '1' } });
  return networks.flatMap(({ name, config }) => {
    const owner = config[environmentLabel];
    if (owner === undefined || config[installationLabel] !== installationId) return [];
    return environmentId === undefined || owner === environmentId ? [{ name, environmentId: owner }] : [];
  });
}

/** Deletes a network; one that is being made is left to be finished first, or its bridge would stay behind without an owner. */
export async function deleteNetwork(client: IncusClient, name: string): Promise<void> {
  await bridgeAppears(client, name);
  try {
    await client.change('DELETE', `/1.0/networks/${name}`, undefined);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

/** The engine lists a network before its bridge exists; false when none came within two seconds. */
async function bridgeAppears(client: IncusClient, name: string): Promise<boolean> {
  for (let look = 0; look < 40; look += 1) {
    if (look > 0) await delay(50);
    try {
      await client.get(`/1.0/networks/${name}/state`, z.unknown());
      return true;
    } catch (error) {
      if (!(error instanceof IncusError)) throw error;
    }
  }
  return false;
}
