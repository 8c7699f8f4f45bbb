import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Addresses, addressesOf } from '@springboard/config/addresses.ts';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { recordProcess } from '@springboard/host/platform/process-records.ts';
import { type Supervised, supervise } from '@springboard/host/platform/supervisor.ts';
import { HostError } from '@springboard/host/run.ts';
import type { Identity } from './identity.ts';

/** Processes of the platform; the order they are shown in. */
export const processNames = ['api', 'gateway', 'worker'] as const;

export interface ProcessSettings {
  readonly config: LauncherConfig;
  readonly installation: Identity;
  readonly databaseUrl: string;
  readonly engineProblem: { readonly reason: string; readonly remedy: string } | null;
}

export function publicAddresses({
  config,
  installation,
}: Pick<ProcessSettings, 'config' | 'installation'>): Addresses {
  return addressesOf({
    url: config.url,
    gatewayUrl: config.gatewayUrl,
    labsUrl: config.labsUrl,
    port: installation.port,
    gatewayPort: installation.gatewayPort,
    secure: config.tls !== null,
  });
}

/** The environment of every process of the platform: each variable of packages/config set explicitly. */
export function processEnvironment(
  settings: ProcessSettings,
  inherited: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const { config, installation } = settings;
  const addresses = publicAddresses(settings);
  const engine: Record<string, string> =
    config.engine.kind === 'local'
      ? { INCUS_SOCKET: config.engine.socket }
      : {
          INCUS_URL: config.engine.url,
          INCUS_CLIENT_CERT: config.engine.clientCertificate,
          INCUS_CLIENT_KEY: config.engine.clientKey,
          ...(config.engine.serverCertificate && { INCUS_SERVER_CERT: config.engine.serverCertificate }),
        };
  return {
    ...inherited,
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE:
      inherited.NODE_COMPILE_CACHE ?? join(repositoryRoot, 'node_modules/.cache/springboard-compile'),
    SPRINGBOARD_STATE: config.state,
    SPRINGBOARD_URL: addresses.url,
    SPRINGBOARD_GATEWAY_URL: addresses.gatewayUrl,
    ...(addresses.labsUrl !== null && { SPRINGBOARD_LABS_URL: addresses.labsUrl }),
    SPRINGBOARD_PORT: String(installation.port),
    SPRINGBOARD_GATEWAY_PORT: String(installation.gatewayPort),
    SPRINGBOARD_METRICS_PORT: String(installation.metricsPort ?? 'off'),
    SPRINGBOARD_API_METRICS_PORT: String(installation.apiMetricsPort ?? 'off'),
    SPRINGBOARD_SSH_PORT: String(installation.sshPort ?? 'off'),
    SPRINGBOARD_BIND: config.bind,
    SPRINGBOARD_INSTALLATION: installation.installation,
    SPRINGBOARD_SECRET: installation.secret,
    SPRINGBOARD_LABS: config.labs,
    DATABASE_URL: settings.databaseUrl,
    LOG_LEVEL: config.logLevel,
    ...engine,
    ...(settings.engineProblem && { SPRINGBOARD_ENGINE_PROBLEM: JSON.stringify(settings.engineProblem) }),
  };
}

export interface RunningProcesses {
  /** Process ids by name, as of now. */
  pids(): Record<string, number>;
  /** Called whenever a process that had crashed serves again, under another id. */
  onBack(listener: () => void): void;
  stop(): Promise<void>;
}

function lastLines(file: string, count: number): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-count).join('\n  ');
  } catch {
    return '(nothing was written)';
  }
}

/**
 * Starts the processes and resolves when each says that it serves. Later crashes are reported and mended by a restart;
 * one before that is an error that ends the start.
 */
export async function startProcesses(
  settings: ProcessSettings,
  say: (text: string) => void,
  slow: (text: string) => void,
): Promise<RunningProcesses> {
  const env = processEnvironment(settings, process.env);
  const { state } = settings.config;
  const pids: Record<string, number> = {};
  const serving = new Set<string>();
  let all = false;
  let back = () => {};
  const supervised = processNames.map((name): Supervised => {
    const logFile = join(state, 'logs', `${name}.log`);
    return supervise(
      {
        name,
        command: [process.execPath, join(repositoryRoot, 'apps', name, 'src/main.ts')],
        env,
        cwd: repositoryRoot,
        logFile,
      },
      {
        started(_name, identity) {
          pids[name] = identity.pid;
          recordProcess(state, name, identity);
        },
        ready() {
          serving.add(name);
          if (all) {
            say(`${name} is back`);
            back();
          } else slow(`starting ${processNames.filter((other) => !serving.has(other)).join(', ') || '…'}`);
        },
        crashed(_name, how, delayMs) {
          if (all) say(`${name} ${how}; it is started again in ${delayMs / 1000} s (log: ${logFile})`);
        },
      },
    );
  });
  const stop = async () => {
    await Promise.all(supervised.map((one) => one.stop()));
  };
  try {
    await Promise.all(
      supervised.map(async (one, i) => {
        try {
          await one.ready;
        } catch (error) {
          const name = processNames[i] ?? '';
          const said = lastLines(join(state, 'logs', `${name}.log`), 12);
          throw new HostError(
            `${error instanceof Error ? error.message : error}. Its last words:\n  ${said}`,
          );
        }
      }),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  all = true;
  return {
    pids: () => ({ ...pids }),
    onBack(listener) {
      back = listener;
    },
    stop,
  };
}
