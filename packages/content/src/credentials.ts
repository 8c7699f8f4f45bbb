import { readFile } from 'node:fs/promises';
import { ContentError } from './errors.ts';

/** What a repository is opened with; each is a file, so that no secret is in an environment or an address. */
export interface CredentialFiles {
  /** User name for https; hosts that only look at the token take any. */
  readonly user: string;
  /** File of the token or password for https. */
  readonly token: string | undefined;
  /** File of the private key for ssh. */
  readonly sshKey: string | undefined;
  /** File of the hosts' keys for ssh; those of the account that the platform runs as when absent. */
  readonly knownHosts: string | undefined;
}

export interface Credentials {
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

const helper =
  '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n" "$SB_GIT_USER" "$SB_GIT_TOKEN"; }; f';

/**
 * The environment in which Git reaches `address`. The token is read anew each time, so one that was replaced counts at once, and is only ever
 * given to the host of the address. Throws `not-allowed` when a file cannot be read.
 */
export async function credentialsFor(address: string, files: CredentialFiles): Promise<Credentials> {
  const ssh = [
    'ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=15',
    ...(files.sshKey === undefined ? [] : [`-o IdentitiesOnly=yes -i ${quoted(files.sshKey)}`]),
    ...(files.knownHosts === undefined ? [] : [`-o UserKnownHostsFile=${quoted(files.knownHosts)}`]),
  ].join(' ');
  if (files.token === undefined || !/^https?:/.test(address))
    return { env: { GIT_SSH_COMMAND: ssh }, secrets: [] };
  const token = (await readSecret(files.token)).trim();
  return {
    env: {
      GIT_SSH_COMMAND: ssh,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `credential.${new URL(address).origin}.helper`,
      GIT_CONFIG_VALUE_0: helper,
      SB_GIT_USER: files.user,
      SB_GIT_TOKEN: token,
    },
    secrets: [token],
  };
}

async function readSecret(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ContentError(
      'not-allowed',
      `The token for the content repository cannot be read from ${file}.`,
      'Write it there, readable for the account that the platform runs as, or mend SPRINGBOARD_CONTENT_TOKEN_FILE.',
      { cause },
    );
  }
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
