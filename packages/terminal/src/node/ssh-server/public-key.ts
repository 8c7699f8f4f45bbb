import { createHash, createPublicKey } from 'node:crypto';
import ssh2 from 'ssh2';

/** A public key that may log somebody in. */
export interface PublicKey {
  /** As the line begins. */
  readonly type: string;
  /** The key itself in base64. */
  readonly body: string;
  /** As `ssh-keygen -lf` shows it. */
  readonly fingerprint: string;
  /** What stands behind the key, such as `lena@laptop`. */
  readonly comment: string;
}

export const keyTypes: ReadonlySet<string> = new Set([
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
]);
const leastRsaBits = 3072;
/** Above it each signature costs the gateway tenths of a second. */
const mostRsaBits = 8192;

/** `SHA256:…` of a key as it goes over the wire. */
export function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** Reads the line of a `.pub` file. What cannot be taken is answered with a sentence for the person that says why, and what to do. */
export function readPublicKey(text: string): PublicKey | { readonly problem: string } {
  const line = text.trim();
  if (/PRIVATE KEY|^PuTTY-User-Key-File/m.test(line)) {
    return refuse(
      'This is a private key, which never leaves your computer: nothing of it was kept. Paste the line of the file that ends in .pub.',
    );
  }
  if (line.includes('\n')) return refuse('A public key is one line. Paste one key at a time.');
  const [type = '', body = '', ...rest] = line.split(/\s+/);
  if (type.endsWith('-cert-v01@openssh.com')) {
    return refuse(
      'This is a certificate, which is not taken here. Paste the public key that it was made for.',
    );
  }
  if (type === 'ssh-dss') return refuse('DSA keys are too weak. Make another one: ssh-keygen -t ed25519');
  if (type.startsWith('sk-'))
    return refuse('Keys of security tokens (sk-…) are not taken yet. Make one with: ssh-keygen -t ed25519');
  if (!keyTypes.has(type)) {
    return refuse(
      'This is not the line of a .pub file: it begins with ssh-ed25519, ecdsa-sha2-… or ssh-rsa, without options before it.',
    );
  }
  const blob = Buffer.from(body, 'base64');
  const key = parseBlob(blob);
  // Bytes behind the key would give it another fingerprint.
  if (!key || key.type !== type || !key.getPublicSSH().equals(blob))
    return refuse('The key in this line is damaged: a part of it may be missing. Copy the whole line.');
  if (type === 'ssh-rsa') {
    const bits = createPublicKey(key.getPublicPEM()).asymmetricKeyDetails?.modulusLength ?? 0;
    if (bits < leastRsaBits || bits > mostRsaBits) {
      return refuse(
        `RSA keys of ${leastRsaBits} to ${mostRsaBits} bits are taken; this one has ${bits}. Better: ssh-keygen -t ed25519`,
      );
    }
  }
  return { type, body: blob.toString('base64'), fingerprint: fingerprintOf(blob), comment: rest.join(' ') };
}

/** The line of the `.pub` file that belongs to a private key in OpenSSH's format; undefined for what is no private key. */
export function publicLineOf(privateKey: string): string | undefined {
  const key: unknown = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) return undefined;
  const { type, isPrivateKey, getPublicSSH } = key as ssh2.ParsedKey;
  return isPrivateKey.call(key) ? `${type} ${getPublicSSH.call(key).toString('base64')}` : undefined;
}

/** A key as it goes over the wire; undefined for what is none. */
export function parseBlob(blob: Buffer): ssh2.ParsedKey | undefined {
  try {
    const key: unknown = ssh2.utils.parseKey(blob);
    return key instanceof Error || Array.isArray(key) ? undefined : (key as ssh2.ParsedKey);
  } catch {
    return undefined;
  }
}

const refuse = (problem: string) => ({ problem });
