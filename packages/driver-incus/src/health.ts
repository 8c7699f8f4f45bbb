import type { EngineHealth } from '@springboard/environments/driver.ts';
import type { IncusClient } from './client.ts';
import { errorCode } from './errors.ts';
import { hostFeatures } from './features.ts';
import { Server } from './incus-types.ts';

/** What the driver cannot do without; Incus 6.0 has all of it. */
const neededExtensions = ['network_bridge_acl', 'instance_create_start', 'container_exec_user_group_cwd'];

/** Milliseconds until an engine that accepts connections and says nothing counts as not available. */
const healthLimitMs = 5_000;

/** Whether the engine answers and accepts us; what to do when not. Never throws. */
export async function engineHealth(client: IncusClient): Promise<EngineHealth> {
  try {
    const server = await client.get('/1.0', Server, { signal: AbortSignal.timeout(healthLimitMs) });
    const version = server.environment.server_version ?? 'unknown';
    if (server.auth !== 'trusted') {
      return unavailable(
        'The engine does not trust this client.',
        'Add the client certificate to the engine: incus config trust add-certificate FILE',
      );
    }
    const missing = neededExtensions.filter((name) => !(server.api_extensions ?? []).includes(name));
    if (missing.length > 0) {
      return unavailable(
        `Incus ${version} is too old (it has no ${missing.join(', ')}).`,
        'Install Incus 6.0 or newer.',
      );
    }
    const kinds: ('container' | 'virtual-machine')[] = [];
    const drivers = server.environment.driver ?? '';
    if (drivers.includes('lxc')) kinds.push('container');
    if (drivers.includes('qemu')) kinds.push('virtual-machine');
    // Of a remote engine's host only the engine is known.
    const features = client.endpoint.kind === 'unix' ? await hostFeatures() : ['nesting'];
    return { available: true, version, kinds, features };
  } catch (error) {
    return unreachable(client, error);
  }
}

function unreachable(client: IncusClient, error: unknown): EngineHealth {
  const { endpoint } = client;
  const text = error instanceof Error ? error.message : String(error);
  if (endpoint.kind === 'https') {
    return unavailable(
      `The engine at ${endpoint.url} cannot be reached: ${text}`,
      'Check INCUS_URL, the network and the certificates.',
    );
  }
  const { socket } = endpoint;
  switch (errorCode(error)) {
    case 'ENOENT':
      return unavailable(
        `No engine is here: ${socket} does not exist.`,
        'Run npm start as root, which installs and starts Incus, or set INCUS_URL to an engine elsewhere.',
      );
    case 'EACCES':
    case 'EPERM':
      return unavailable(
        `The engine is here, but this user may not use ${socket}.`,
        'Run as root, or join the group incus-admin.',
      );
    case 'ECONNREFUSED':
      return unavailable(
        `The engine is installed but not running (${socket} refuses connections).`,
        'npm start starts it.',
      );
    default:
      return unavailable(`The engine at ${socket} does not answer: ${text}`, 'npm run doctor looks closer.');
  }
}

function unavailable(reason: string, remedy: string): EngineHealth {
  return { available: false, reason, remedy };
}
