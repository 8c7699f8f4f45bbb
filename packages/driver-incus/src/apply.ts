import {
  type AppliedEnvironment,
  DriverError,
  type EnvironmentSpec,
  type StageEvent,
} from '@springboard/environments/driver.ts';
import { allOrFirstError } from './all.ts';
import { bootNodes } from './boot.ts';
import type { IncusClient } from './client.ts';
import { drawIdentityBases, separateIdentities } from './identity-ranges.ts';
import type { Installation } from './installation.ts';
import { ensureNetworks } from './lab-network.ts';
import { instanceName } from './names.ts';
import { ensureNode, settle } from './nodes.ts';
import { overlaps, toSubnet } from './subnet.ts';

/** Brings an environment to its spec, stage by stage, from whatever there is of it; nodes go side by side. */
export async function applyEnvironment(
  client: IncusClient,
  installation: Installation,
  spec: EnvironmentSpec,
  report: (event: StageEvent) => void,
  signal: AbortSignal,
): Promise<AppliedEnvironment> {
  refuseOverlaps(spec, installation);

  report({ stage: 'network', status: 'started' });
  const { project } = installation;
  const { nodes } = spec.topology;
  const instances = nodes.map(({ name }) => instanceName(spec.id, name));
  // Never left behind half-way, not even when cancelled: the engine does not stand a network being made and deleted at once.
  const [network, drawn] = await Promise.allSettled([
    ensureNetworks(client, installation, spec),
    drawIdentityBases(client, project, instances, signal),
    settle(client, project, spec.id, signal).catch(() => undefined),
  ]);
  if (network.status === 'rejected') throw network.reason;
  if (drawn.status === 'rejected') throw drawn.reason;
  signal.throwIfAborted();
  report({ stage: 'network', status: 'finished' });

  const names = nodes.filter((node) => node.role === 'learner').map((node) => node.name);
  report({ stage: 'nodes', status: 'started', message: `Creating ${names.join(', ')}` });
  const running = await allOrFirstError(nodes, (node) => {
    const base = drawn.value.get(instanceName(spec.id, node.name));
    return ensureNode(client, installation, spec, node, base, signal);
  });
  // Before anybody is let in: a range that somebody else drew at the same moment.
  await separateIdentities(client, project, instances, signal);
  report({ stage: 'nodes', status: 'finished' });

  report({ stage: 'boot', status: 'started', message: `${names.join(', ')} booting` });
  const booted = await bootNodes(client, project, running, signal);
  report({ stage: 'boot', status: 'finished' });
  return booted;
}

/** A node that has both networks in one subnet could not be reached by the gateway. */
function refuseOverlaps({ topology }: EnvironmentSpec, { management }: Installation): void {
  const links = topology.nodes.flatMap(({ links }) => links.flatMap(({ address }) => address ?? []));
  for (const cidr of [topology.network.cidr, ...links]) {
    if (overlaps(toSubnet(cidr), management.subnet)) {
      throw new DriverError(
        'refused',
        `${cidr} of topology ${topology.name} overlaps the management network of this installation.`,
      );
    }
  }
}
