import type { EngineCapacity } from '@springboard/environments/driver.ts';
import { type Grant, grantsOf, missingGrants, type Topology } from '@springboard/environments/topology.ts';
import type { Limits } from '../context.ts';
import { lacking, wholeRoom } from '../environments/admission/room.ts';
import { plannedSize } from '../environments/admission/sizes.ts';

/** Why labs on a topology cannot run here, and what an operator can do about it. */
export interface Hindrance {
  readonly reason: string;
  readonly remedy: string;
}

/** Grants that are devices of the host: being allowed to use one is not to have one. */
const devices: readonly Grant[] = ['tun', 'fuse', 'kvm'];

/** What a topology asks for that no operator has granted. */
export function missingGrant(topology: Topology, granted: readonly Grant[]): Hindrance | null {
  const missing = missingGrants(topology, granted);
  if (missing.length === 0) return null;
  return {
    reason: `Its nodes need more than a closed container: ${missing.join(', ')}. This installation does not grant that.`,
    remedy: `If that is fine on this host, an operator adds ${missing.join(',')} to SPRINGBOARD_GRANTS and starts Springboard again; docs/security.md says what each allows.`,
  };
}

/** What a topology cannot do without and the engine's host does not have. */
export function missingFeature(topology: Topology, features: readonly string[]): Hindrance | null {
  const needed = [...topology.requires, ...grantsOf(topology).filter((grant) => devices.includes(grant))];
  const missing = [...new Set(needed)].filter((feature) => !features.includes(feature));
  if (missing.length === 0) return null;
  return {
    reason: `It needs ${missing.join(', ')}, which this host does not offer.`,
    remedy: '`npm run doctor` says what the host has, and how what is missing is added.',
  };
}

/** Whether the host could never hold it, or its storage pool has no room for anything new now. */
export function missingRoom(
  topology: Topology,
  host: EngineCapacity,
  limits: Pick<Limits, 'memoryReserve' | 'diskReserve'>,
): Hindrance | null {
  const whole = wholeRoom(host, limits);
  const size = plannedSize(topology.size, undefined);
  const lack = lacking(whole, size);
  if (lack !== null)
    return {
      reason: `One environment of it needs ${needs(size, lack)}; the whole host has ${needs(whole, lack)} to hand out.`,
      remedy: 'It needs a larger host.',
    };
  if (host.disk.used < whole.disk) return null;
  return {
    reason: `The storage pool of the engine is full up to its reserve: ${gib(host.disk.used)} of ${gib(host.disk.total)} are used. Nothing new is started, and what runs goes on.`,
    remedy:
      'Finish an environment that you no longer need. An operator makes the pool larger, or destroys what nobody uses.',
  };
}

function needs(
  size: { readonly memory: number; readonly disk: number; readonly cpu: number },
  what: 'memory' | 'disk' | 'cpu',
): string {
  if (what === 'cpu') return `${(size.cpu / 1000).toFixed(2)} cores`;
  return `${gib(size[what])} of ${what === 'disk' ? 'storage' : 'memory'}`;
}

function gib(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
