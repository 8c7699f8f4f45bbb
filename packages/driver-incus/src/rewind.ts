import {
  type AppliedEnvironment,
  DriverError,
  type EnvironmentSpec,
  type StageEvent,
} from '@springboard/environments/driver.ts';
import { sizeInBytes } from '@springboard/environments/units.ts';
import { allOrFirstError } from './all.ts';
import { BackOff } from './back-off.ts';
import { bootNodes } from './boot.ts';
import type { IncusClient } from './client.ts';
import { isPassing } from './errors.ts';
import { clearHalfRestored } from './half-restored.ts';
import { separateIdentities } from './identity-ranges.ts';
import { Instance, type InstancePut } from './incus-types.ts';
import type { Installation } from './installation.ts';
import { instanceName } from './names.ts';
import { rootDisk } from './node-devices.ts';
import { managementAddressKey } from './node-instance.ts';
import { bringTo, passing } from './node-state.ts';
import { findInstance, settle } from './nodes.ts';
import { requireSavePointName, sealedSavePoints, snapshotName } from './save-point-names.ts';
import { snapshotsByInstance } from './snapshots.ts';

/**
 * Puts the disks of all nodes back and boots them. No node is started before all disks are back, so that none meets another one of a later
 * time. It does every step again when called again, whatever state an earlier call left the nodes in.
 */
export async function rewindEnvironment(
  client: IncusClient,
  installation: Pick<Installation, 'id' | 'pool' | 'project'>,
  spec: EnvironmentSpec,
  name: string,
  report: (event: StageEvent) => void,
  signal: AbortSignal,
): Promise<AppliedEnvironment> {
  const { project } = installation;
  requireSavePointName(name);
  const snapshot = snapshotName(name);
  await settle(client, project, spec.id, signal);
  const nodes = await nodesWith(client, installation, spec, name, signal);
  const names = spec.topology.nodes.filter((node) => node.role === 'learner').map((node) => node.name);

  report({ stage: 'nodes', status: 'started', message: `Putting back the disks of ${names.join(', ')}` });
  await allOrFirstError(nodes, ({ instance }) => bringTo(client, project, instance, 'Stopped', signal));
  await allOrFirstError(nodes, async ({ node, instance }) => {
    await restoreDisk(client, installation, instance.name, snapshot, signal);
    await limitDisk(client, installation, instance.name, diskOf(spec, node), signal);
  });
  // A snapshot made by an older version of this driver, or under a range that was given up since, brings that range back.
  await separateIdentities(
    client,
    project,
    nodes.map(({ instance }) => instance.name),
    signal,
  );
  const stopped = nodes.map(({ instance }) => ({ name: instance.name, status: 'Stopped' }));
  await allOrFirstError(stopped, (instance) => bringTo(client, project, instance, 'Running', signal));
  report({ stage: 'nodes', status: 'finished' });

  report({ stage: 'boot', status: 'started', message: `${names.join(', ')} booting` });
  const booting = nodes.map(({ node, instance }) => ({
    name: node,
    instance: instance.name,
    managementAddress: instance.config[managementAddressKey]?.split('/')[0] ?? null,
  }));
  const booted = await bootNodes(client, project, booting, signal);
  report({ stage: 'boot', status: 'finished' });
  return booted;
}

/** Also of a node that only seemed stopped, in the midst of a reboot of its own. */
async function restoreDisk(
  client: IncusClient,
  { pool, project }: Pick<Installation, 'pool' | 'project'>,
  name: string,
  snapshot: string,
  signal: AbortSignal,
): Promise<void> {
  const path = `/1.0/instances/${name}`;
  const body: Partial<InstancePut> = { restore: snapshot, stateful: false };
  const busy = new BackOff(passing);
  for (;;) {
    try {
      await clearHalfRestored(client, pool, project, name);
      await client.run('PUT', path, body, { project, signal, kind: 'disk' });
      return;
    } catch (error) {
      if (!isPassing(error) || busy.over) throw error;
      await busy.pause(signal);
      const seen = await client.get(path, Instance, { project, signal });
      await bringTo(client, project, seen, 'Stopped', signal);
    }
  }
}

/**
 * Sets the limit of a disk anew: Incus puts a snapshot in a disk's place and forgets its limit. It does so only when the size reads otherwise than
 * before, so the same size is spelt in turn as the topology has it and in bytes.
 */
async function limitDisk(
  client: IncusClient,
  { pool, project }: Pick<Installation, 'pool' | 'project'>,
  name: string,
  disk: string,
  signal: AbortSignal,
): Promise<void> {
  const path = `/1.0/instances/${name}`;
  const { devices } = await client.get(path, Instance, { project, signal });
  const size = devices.root?.size === disk ? String(sizeInBytes(disk)) : disk;
  await client.change('PATCH', path, { devices: { root: rootDisk(pool, size) } }, { project });
}

function diskOf(spec: EnvironmentSpec, name: string): string {
  const node = spec.topology.nodes.find((one) => one.name === name);
  if (node === undefined) throw new Error(`The topology has no node ${name}.`);
  return node.disk;
}

/** The nodes of the spec, all of which have the save point; `missing` otherwise. */
async function nodesWith(
  client: IncusClient,
  installation: Pick<Installation, 'id' | 'pool' | 'project'>,
  spec: EnvironmentSpec,
  savePoint: string,
  signal: AbortSignal,
): Promise<{ node: string; instance: Instance }[]> {
  const found = await allOrFirstError(spec.topology.nodes, async ({ name }) => {
    const instance = await findInstance(client, installation, spec.id, instanceName(spec.id, name), signal);
    return instance === undefined ? [] : [{ node: name, instance }];
  });
  const nodes = found.flat();
  const snapshots = await snapshotsByInstance(client, installation.pool, installation.project, signal);
  const sealed = sealedSavePoints(
    nodes.map(({ instance }) => instance.name),
    snapshots,
  );
  if (!sealed.includes(savePoint) || nodes.length < spec.topology.nodes.length) {
    throw new DriverError(
      'missing',
      `Environment ${spec.id} has no save point ${savePoint} on all its nodes.`,
    );
  }
  return nodes;
}
