import { join } from 'node:path';
import type { HostToken } from '@springboard/auth/host-token.ts';
import { defaultPort } from '@springboard/config/addresses.ts';
import { readInstallation } from '@springboard/config/installation.ts';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import type { DatabaseHandle } from '@springboard/db/client.ts';
import { runningLauncher } from '@springboard/host/platform/lock.ts';
import { ApiClient, type Credential } from './client.ts';
import { CliError, exit } from './errors.ts';

export interface Connection {
  readonly api: ApiClient;
  /** Gives back what was made for this command. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly config: LauncherConfig;
  /** `SPRINGBOARD_TOKEN`; without it the platform's own host is looked for. */
  readonly token: string | undefined;
  /** Shown in the audit, such as `springboard env list`. */
  readonly command: string;
  readonly scopes: readonly Permission[];
}

/**
 * The way to the platform: with a token from anywhere, or without one on the platform's own host for whoever may read its
 * state folder (root, or the one who started it).
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const url = await addressOf(options.config);
  const { token } = options;
  if (token !== undefined && token !== '') {
    return { api: new ApiClient(url, { current: async () => token }), close: async () => {} };
  }
  const credential = await hostCredential(options);
  return { api: new ApiClient(url, credential), close: () => credential.close() };
}

/** The address that was given, else the first of this host's that answers, else the first. */
async function addressOf(config: LauncherConfig): Promise<string> {
  if (config.url !== undefined) return new URL(config.url).origin;
  const port = config.port ?? installationOf(config)?.port ?? defaultPort;
  const running = runningLauncher(config.state)?.url;
  const candidates = [`http://127.0.0.1:${port}`, ...(running === undefined ? [] : [running])];
  for (const candidate of candidates) {
    const answers = await fetch(`${candidate}/api/health`, { signal: AbortSignal.timeout(3_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return candidate;
  }
  return candidates[0] ?? '';
}

function installationOf(config: LauncherConfig) {
  try {
    return readInstallation(config.state);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return undefined;
    throw error;
  }
}

const makeAToken =
  'Make an API token under Settings of the pages and give it in SPRINGBOARD_TOKEN, with the address in SPRINGBOARD_URL; or run this on the platform’s host as the one who started it (root).';

async function databaseOf(config: LauncherConfig): Promise<string> {
  if (config.databaseUrl !== undefined) return config.databaseUrl;
  let url: string | undefined;
  try {
    const port = installationOf(config)?.databasePort;
    const { embeddedUrl } = await import('@springboard/db/embedded.ts');
    url = port === undefined ? undefined : await embeddedUrl(join(config.state, 'postgres'), port);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EACCES') throw cause;
  }
  if (url !== undefined) return url;
  throw new CliError(
    exit.forbidden,
    `There is no API token, and no installation of yours in ${config.state} to make one for.`,
    makeAToken,
  );
}

/** A token for a few minutes, made when it is first needed, again when it has run out, and taken back at the end. */
async function hostCredential(options: ConnectOptions): Promise<Credential & { close(): Promise<void> }> {
  const databaseUrl = await databaseOf(options.config);
  const [{ createHostToken, dropHostToken }, { createDatabase }] = await Promise.all([
    import('@springboard/auth/host-token.ts'),
    import('@springboard/db/client.ts'),
  ]);
  let handle: DatabaseHandle | undefined;
  let held: HostToken | undefined;
  const make = async (): Promise<string> => {
    handle ??= createDatabase(databaseUrl, { name: 'springboard-cli', max: 1 });
    try {
      held = await createHostToken(handle.db, { name: options.command, scopes: options.scopes });
      return held.secret;
    } catch (cause) {
      throw new CliError(
        exit.away,
        'The database of the platform does not answer, so no token could be made.',
        'Is the platform running (`npm start`)? Its log is logs/postgres.log in the state folder.',
        { cause },
      );
    }
  };
  return {
    current: async () => held?.secret ?? (await make()),
    renew: make,
    close: async () => {
      // A token that cannot be taken back ends by itself in a few minutes.
      if (handle && held) await dropHostToken(handle.db, held.id).catch(() => {});
      await handle?.close();
    },
  };
}
