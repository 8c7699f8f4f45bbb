import type { SshConfig } from '@springboard/config/ssh.ts';
import type { Change } from '@springboard/contracts/notifications.ts';
import type { Log } from '@springboard/terminal/node/authority.ts';
import type { StartRecording } from '@springboard/terminal/node/recorder.ts';
import type { SshAuthority } from '@springboard/terminal/node/ssh-server/authority.ts';
import { SshServer } from '@springboard/terminal/node/ssh-server/server.ts';
import { hostKeyIn } from './host-key.ts';

/** The SSH server of a running gateway. */
export interface RunningSsh {
  /** Null where it does not serve. */
  readonly port: number | null;
  onChange(change: Change): void;
  authorizeAgain(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Takes people's own SSH clients, where that is wanted. A port that is taken, or a host key that cannot be read, is said in the log: the page's
 * terminals work without.
 */
export async function startSsh(options: {
  readonly config: SshConfig | null;
  readonly bind: string;
  readonly authority: SshAuthority;
  readonly startRecording: StartRecording;
  readonly log: Log;
}): Promise<RunningSsh> {
  const { config, log } = options;
  const server = config && (await serve(options, config));
  const port = server?.port ?? null;
  if (port !== null) log.info({ port }, 'The gateway takes SSH clients.');
  return {
    port,
    onChange: (change) => {
      if (change.kind === 'revoked') void server?.ssh.authorizeAgain(change.personId);
      if (change.kind === 'environment-ended') server?.ssh.endEnvironment(change.environmentId);
    },
    authorizeAgain: async () => server?.ssh.authorizeAgain(),
    close: async () => server?.ssh.close(),
  };
}

async function serve(
  { bind, authority, startRecording, log }: Parameters<typeof startSsh>[0],
  { port, hostKeyFile }: SshConfig,
): Promise<{ ssh: SshServer; port: number } | null> {
  try {
    const hostKey = await hostKeyIn(hostKeyFile);
    const ssh = new SshServer({ authority, hostKey, bind, port, log, startRecording });
    return { ssh, port: await ssh.listen() };
  } catch (error) {
    log.error({ err: error, port }, 'SSH clients are not taken; terminals in the page work.');
    return null;
  }
}
