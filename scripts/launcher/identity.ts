import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Installation,
  newIdentity,
  readInstallation,
  restoreUnderWay,
  writeInstallation,
} from '@springboard/config/installation.ts';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { HostError } from '@springboard/host/run.ts';
import { freePlatformPorts, type PlatformPorts, realPorts } from './ports.ts';

/** Who a platform is, and where it listens. */
export type Identity = Pick<Installation, 'installation' | 'secret'> & PlatformPorts;

/** Folder of the embedded PostgreSQL. */
export const databaseFolder = (state: string) => join(state, 'postgres');

/** Port written in the pid file of a database that was not stopped; it may be gone all the same. */
function lastDatabasePort(state: string): number | undefined {
  try {
    const line = readFileSync(join(databaseFolder(state), 'data/postmaster.pid'), 'utf8').split('\n')[3];
    return Number(line) || undefined;
  } catch {
    return undefined;
  }
}

/** Identity and ports of this state folder: made at the first start, kept, overruled by the environment. */
export async function identityOf(config: LauncherConfig): Promise<Identity> {
  const kept = readInstallation(config.state);
  if (kept === undefined && existsSync(join(config.state, restoreUnderWay))) {
    throw new HostError(
      `A restore into ${config.state} was broken off. Nothing was started. Run it again, or move the folder away.`,
    );
  }
  const identity = kept ?? newIdentity();
  const ports = await freePlatformPorts(config, kept, realPorts(lastDatabasePort(config.state)));
  const chosen: Identity = {
    installation: config.installation ?? identity.installation,
    secret: config.secret ?? identity.secret,
    ...ports,
  };
  // What the environment says holds for this start only, except at the first one.
  const { metricsPort, apiMetricsPort, sshPort, ...others } = chosen;
  const stored: Installation = {
    ...others,
    ...(metricsPort !== null && { metricsPort }),
    ...(apiMetricsPort !== null && { apiMetricsPort }),
    ...(sshPort !== null && { sshPort }),
    ...kept,
    databasePort: chosen.databasePort,
  };
  if (JSON.stringify(stored) !== JSON.stringify(kept)) writeInstallation(config.state, stored);
  return chosen;
}
