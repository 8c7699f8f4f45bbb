import type { Duplex } from 'node:stream';
import ssh2 from 'ssh2';
import { HostKeyMismatch } from './authority.ts';
import { keepWhileStill } from './keep-while-still.ts';
import { readInTurns } from './read-in-turns.ts';
import { writeTogether } from './write-together.ts';

/** Milliseconds for the whole handshake; it costs about 0.2 s of CPU on each side, and a node may be busy booting. */
const handshakeMs = 20_000;
/** A handshake counts among those at once for so long, in milliseconds: by then it is done, or waits for a node that says nothing, which costs no CPU. */
export const handshakePlaceMs = 2_000;
/** Two unanswered keep-alives and the connection is given up: a node that lost its power, and so says nothing, is noticed in 15 s. */
const defaultKeepAliveMs = 5_000;
const keepAliveTries = 2;

export interface SshLogin {
  readonly stream: Duplex;
  readonly hostKey: string;
  readonly privateKey: string;
  /** Whether the node is made to stand still, and so its silence means nothing. */
  readonly standsStill: () => Promise<boolean>;
  /** From one keep-alive to the next, in milliseconds; tests are less patient. Default 5 s. */
  readonly keepAliveMs?: number;
}

/** Type and body of an OpenSSH public key line. */
export function parseHostKey(line: string): { type: string; body: Buffer } {
  const [type, body] = line.trim().split(/\s+/);
  if (!type || !body) throw new Error('the pinned host key is not an OpenSSH public key');
  return { type, body: Buffer.from(body, 'base64') };
}

/** Logs in as root. The node must show exactly the pinned key; no agent, no password, no forwarding. */
export function logIn({
  stream,
  hostKey,
  privateKey,
  standsStill,
  keepAliveMs = defaultKeepAliveMs,
}: SshLogin): Promise<ssh2.Client> {
  const pinned = parseHostKey(hostKey);
  const algorithms = pinned.type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [pinned.type];
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    let mismatch = false;
    stream.on('error', (error) => {
      reject(error);
      client.destroy();
    });
    // A half-open stream (the driver's are) that the node has ended would otherwise stay for ever: ssh2 leaves it alone.
    stream.on('end', () => stream.destroy());
    client.on('ready', () => {
      keepWhileStill({ client, stream, standsStill, keepAliveMs });
      readInTurns(stream);
      writeTogether(stream);
      resolve(client);
    });
    client.on('error', (error) =>
      reject(mismatch ? new HostKeyMismatch('another host key than the pinned one') : error),
    );
    client.on('close', () => {
      reject(new Error('the node closed the connection'));
      stream.destroy();
    });
    client.connect({
      sock: stream,
      username: 'root',
      privateKey,
      authHandler: ['publickey'],
      readyTimeout: handshakeMs,
      keepaliveInterval: keepAliveMs,
      keepaliveCountMax: keepAliveTries,
      algorithms: { serverHostKey: algorithms as ssh2.ServerHostKeyAlgorithm[] },
      hostVerifier: (shown: Buffer) => {
        mismatch = !shown.equals(pinned.body);
        return !mismatch;
      },
    });
  });
}

/** Whether ssh2's native crypto is in use; it falls back to JavaScript silently when built for another Node.js. */
export async function nativeCrypto(): Promise<boolean> {
  const crypto: { default: { bindingAvailable?: boolean } } = await import(
    // @ts-expect-error: an inner module without types; there is no public way to ask.
    'ssh2/lib/protocol/crypto.js'
  );
  return crypto.default.bindingAvailable === true;
}
