import { createHash } from 'node:crypto';

/** Labels on everything the driver creates; nothing without them is ever touched. */
export const installationLabel = 'user.springboard.installation';
export const environmentLabel = 'user.springboard.environment';
/** Name of the node inside its topology; the image's templates make the hostname of it. */
export const nodeLabel = 'user.springboard.node';

/** On a further network: its name in the topology. */
export const networkLabel = 'user.springboard.network';

/** Names of one installation's objects. `installation` is 8 hex digits; interface names may have 15 characters. */
export function installationNames(installation: string) {
  return {
    project: `sb-${installation}`,
    managementNetwork: `sb${installation}m`,
    managementAcl: `sb-${installation}-management`,
    labAcl: `sb-${installation}-lab`,
  };
}

/** The random end of a UUID (version 4 and 7 alike): short, and enough within one installation. */
function shortId(environmentId: string): string {
  return environmentId.replaceAll('-', '').slice(-8);
}

/** Instances are named so that an operator recognises them; the labels, not the names, decide what belongs where. */
export function instanceName(environmentId: string, node: string): string {
  return `${shortId(environmentId)}-${node}`;
}

/** Bridges are global to a host, so the installation is part of the name: exactly 15 characters. */
export function labNetworkName(installation: string, environmentId: string): string {
  return `sb${installation.slice(0, 4)}-${shortId(environmentId)}`;
}

/** What the names of an installation's networks of environments begin with; those of other installations may, too. */
export function environmentNetworkPrefixes(installation: string): string[] {
  const start = `sb${installation.slice(0, 4)}`;
  return [`${start}-`, `${start}n`];
}

/** A further network of the environment: 15 characters as well, of a hash, since the topology's name for it would not fit. */
export function furtherNetworkName(installation: string, environmentId: string, network: string): string {
  const hash = createHash('sha256').update(`${environmentId}/${network}`).digest('hex');
  return `sb${installation.slice(0, 4)}n${hash.slice(0, 8)}`;
}
