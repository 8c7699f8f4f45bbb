import { setTimeout as pause } from 'node:timers/promises';
import { readSshUserName } from '@springboard/contracts/ssh.ts';
import type ssh2 from 'ssh2';
import type { Log } from '../authority.ts';
import type { SshAuthority, SshLogin } from './authority.ts';
import { fingerprintOf, keyTypes, parseBlob } from './public-key.ts';

/** Each refusal of a key takes at least so long, in milliseconds, so that its time tells nothing about its reason. */
const refusalMs = 200;
/** Requests of a client that only asks and never proves: an agent full of keys has some dozen. */
const mostQuestions = 40;

export interface LoginOptions {
  readonly client: ssh2.Connection;
  readonly authority: Pick<SshAuthority, 'logIn'>;
  readonly log: Log;
  readonly ip: string | null;
  readonly tries: number;
  /** Called once, before the client hears that it is in. `node`: which one was asked for. */
  readonly onLogin: (login: SshLogin, node: string | null) => void;
  readonly onTooMany: () => void;
}

/**
 * Lets in who proves to hold a key that is registered, for an attempt of the key's owner that goes on. Everything else has the same answer. A client
 * that asks whether a key would do is told yes for every sound one: only the proof is looked at, so nobody learns whose keys are registered.
 */
export function takeLogins(options: LoginOptions): void {
  const { client, tries, onTooMany, log, ip } = options;
  let failures = 0;
  let questions = 0;
  const refuse = (context: ssh2.AuthContext) => {
    context.reject(['publickey']);
    if (failures >= tries || questions >= mostQuestions) onTooMany();
  };
  const handle = async (context: ssh2.AuthContext) => {
    if (context.method !== 'publickey' || !isAcceptable(context)) {
      // A client's first question is which methods there are.
      if (context.method !== 'none') failures += 1;
      questions += 1;
      refuse(context);
      return;
    }
    if (context.signature === undefined) {
      questions += 1;
      if (questions >= mostQuestions) refuse(context);
      else context.accept();
      return;
    }
    const slowest = pause(refusalMs);
    const login = await proven(context, options);
    if (login) {
      options.onLogin(login.login, login.node);
      context.accept();
      return;
    }
    failures += 1;
    await slowest;
    refuse(context);
  };
  client.on('authentication', (context) => {
    // An answer to a client that is gone by then.
    handle(context).catch((error: unknown) => log.debug({ err: error, ip }, 'an SSH login broke off'));
  });
}

/** No SHA-1 for RSA, no certificates, no kinds that cannot be registered. */
function isAcceptable({ key, hashAlgo }: ssh2.PublicKeyAuthContext): boolean {
  return keyTypes.has(key.algo) && (key.algo !== 'ssh-rsa' || hashAlgo !== undefined);
}

async function proven(
  context: ssh2.PublicKeyAuthContext,
  { authority, log, ip }: LoginOptions,
): Promise<{ login: SshLogin; node: string | null } | null> {
  const { username, key, blob, signature, hashAlgo } = context;
  const wanted = readSshUserName(username);
  const parsed = parseBlob(key.data);
  if (!wanted || !blob || !signature || parsed?.type !== key.algo) return null;
  // ssh2 answers an error instead of false for some signatures.
  const holds: unknown = parsed.verify(blob, signature, hashAlgo);
  if (holds !== true) return null;
  const { attemptId, node } = wanted;
  const fingerprint = fingerprintOf(key.data);
  try {
    const login = await authority.logIn({ fingerprint, body: key.data.toString('base64'), attemptId, ip });
    log.info({ fingerprint, ip, attemptId: login?.attemptId }, login ? 'SSH login' : 'SSH login refused');
    return login && { login, node };
  } catch (error) {
    log.error({ err: error, fingerprint, ip }, 'an SSH login could not be looked up');
    return null;
  }
}
