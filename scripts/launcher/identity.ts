import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Installation,
  newIdentity,
  readInstallation,
  writeInstallation,
} from '@springboard/config/installation.ts';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { choosePorts, realPorts } from './ports.ts';

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
export async function identityOf(config: LauncherConfig): Promise<Installation> {
  const kept = readInstallation(config.state);
  const identity = kept ?? newIdentity();
  const ports = await choosePorts(config, kept, realPorts(lastDatabasePort(config.state)));
  const installation: Installation = {
    installation: config.installation ?? identity.installation,
    secret: config.secret ?? identity.secret,
    ...ports,
  };
  // What the environment says holds for this start only, except at the first one.
  const stored: Installation = {
    ...installation,
    ...(kept && {
      installation: kept.installation,
      secret: kept.secret,
      port: kept.port,
      gatewayPort: kept.gatewayPort,
    }),
  };
  if (JSON.stringify(stored) !== JSON.stringify(kept)) writeInstallation(config.state, stored);
  return installation;
}
