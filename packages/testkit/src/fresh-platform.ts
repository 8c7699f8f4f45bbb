import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newIdentity, newTestInstallation, writeInstallation } from '@springboard/config/installation.ts';
import { defaultStateFolder } from '@springboard/config/paths.ts';
import { nextFreePort } from '@springboard/host/facts/resources.ts';
import { Platform } from './platform.ts';

const host = '127.0.0.1';

/**
 * A whole platform that knows nothing of earlier ones: a state folder, ports and an installation of its own, so beside whatever else runs on
 * the host. The images are to be there. `env` says what differs from the defaults. Whoever starts it removes folder and installation.
 */
export async function startFreshPlatform(
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly platform: Platform; readonly state: string }> {
  const state = mkdtempSync(join(tmpdir(), 'springboard-fresh-'));
  // Six places of this process (two for metrics, one for SSH), since a port that is free now may be another's before it is bound.
  const place = (process.pid % 2_000) * 6;
  const port = await nextFreePort(20_000 + place, host);
  const gatewayPort = await nextFreePort(port + 1, host);
  const databasePort = await nextFreePort(gatewayPort + 1, host);
  const identity = { ...newIdentity(), installation: newTestInstallation() };
  writeInstallation(state, { ...identity, port, gatewayPort, databasePort });
  const platform = await Platform.start(
    {
      SPRINGBOARD_STATE: state,
      SPRINGBOARD_MACHINE_STATE: process.env.SPRINGBOARD_MACHINE_STATE ?? defaultStateFolder(process.env),
      SPRINGBOARD_INSTALLATION: identity.installation,
      SPRINGBOARD_PORT: String(port),
      SPRINGBOARD_GATEWAY_PORT: String(gatewayPort),
      SPRINGBOARD_POOLS: '',
      ...env,
    },
    ['--no-images', '--no-links'],
  );
  return { platform, state };
}
