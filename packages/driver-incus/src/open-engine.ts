import type { PlatformConfig } from '@springboard/config/processes.ts';
import { absentDriver } from '@springboard/environments/absent-driver.ts';
import type { EnvironmentDriver } from '@springboard/environments/driver.ts';
import { openIncusDriver } from './driver.ts';

/** The engine that a process's configuration names, or one that says why there is none. */
export async function openEngine(
  config: Pick<PlatformConfig, 'engine' | 'engineProblem' | 'installation'>,
): Promise<EnvironmentDriver> {
  const { engine, engineProblem, installation } = config;
  if (engineProblem) return absentDriver(engineProblem);
  if (engine.kind === 'local') return openIncusDriver({ installation, socket: engine.socket });
  return openIncusDriver({
    installation,
    socket: '',
    url: engine.url,
    clientCertificate: engine.clientCertificate,
    clientKey: engine.clientKey,
    serverCertificate: engine.serverCertificate ?? undefined,
  });
}
