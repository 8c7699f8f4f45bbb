import { readFile } from 'node:fs/promises';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { SshAddressView } from '@springboard/contracts/ssh.ts';
import { readPublicKey } from '@springboard/terminal/node/ssh-server/public-key.ts';
import { authorize } from '../access.ts';

/** Where the gateway takes SSH clients, and the file in which it keeps the public half of its host key. */
export interface SshAddress {
  readonly host: string;
  readonly port: number;
  readonly hostKeyFile: string;
}

/** Where the person's own SSH client connects to; null where that is turned off. */
export async function viewSshAddress(actor: Actor, address: SshAddress | null): Promise<SshAddressView> {
  authorize(actor, 'terminal.own.open');
  if (address === null) return null;
  const { host, port, hostKeyFile } = address;
  return { host, port, hostKey: await hostKeyOf(hostKeyFile) };
}

async function hostKeyOf(file: string): Promise<NonNullable<SshAddressView>['hostKey']> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const key = readPublicKey(text);
  if ('problem' in key) return null;
  const { type, body, fingerprint } = key;
  return { type, line: `${type} ${body}`, fingerprint };
}
