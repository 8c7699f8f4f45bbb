import { join } from 'node:path';
import { defaultSshPort } from './addresses.ts';
import { orDefault, PortOrOff } from './port-or-off.ts';

/** The port on which the gateway takes people's own SSH clients. */
export const sshVariables = { SPRINGBOARD_SSH_PORT: PortOrOff.optional() } as const;

export interface SshConfig {
  /** Name of the host as people reach it: that of the public address. */
  readonly host: string;
  readonly port: number;
  /** File of the gateway's private host key, made at its first start; the public one is beside it with `.pub`. */
  readonly hostKeyFile: string;
}

/** Null where people's own SSH clients are not taken. */
export function sshOf(
  given: { readonly SPRINGBOARD_SSH_PORT?: number | null | undefined },
  place: { readonly url: string; readonly state: string },
): SshConfig | null {
  const port = orDefault(given.SPRINGBOARD_SSH_PORT, defaultSshPort);
  if (port === null) return null;
  return {
    host: new URL(place.url).hostname,
    port,
    hostKeyFile: join(place.state, 'ssh_host_ed25519_key'),
  };
}
