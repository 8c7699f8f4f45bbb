import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

export interface SshKeyPair {
  /** One line for `authorized_keys`. */
  readonly publicKey: string;
  /** OpenSSH's own private key format (PROTOCOL.key), not encrypted. */
  readonly privateKey: string;
}

const algorithm = 'ssh-ed25519';

/** A new ed25519 key pair in OpenSSH's formats; `comment` ends up in the public key. */
export async function makeSshKeyPair(comment: string): Promise<SshKeyPair> {
  const { privateKey } = await promisify(generateKeyPair)('ed25519');
  const { d, x } = privateKey.export({ format: 'jwk' });
  if (d === undefined || x === undefined) throw new Error('Node.js made an ed25519 key without its numbers.');
  const seed = Buffer.from(d, 'base64url');
  const point = Buffer.from(x, 'base64url');
  const publicBlob = Buffer.concat([string(algorithm), string(point)]);
  const check = randomBytes(4);
  const secret = Buffer.concat([
    check,
    check,
    publicBlob,
    string(Buffer.concat([seed, point])),
    string(comment),
  ]);
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    string('none'),
    string('none'),
    string(''),
    uint32(1),
    string(publicBlob),
    string(padded(secret)),
  ]);
  const lines = file.toString('base64').match(/.{1,70}/g) ?? [];
  return {
    publicKey: `${algorithm} ${publicBlob.toString('base64')} ${comment}`,
    privateKey: [
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      ...lines,
      '-----END OPENSSH PRIVATE KEY-----',
      '',
    ].join('\n'),
  };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function string(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

/** To a multiple of eight, with the bytes 1, 2, 3, … */
function padded(bytes: Buffer): Buffer {
  const missing = (8 - (bytes.length % 8)) % 8;
  return Buffer.concat([bytes, Buffer.from(Array.from({ length: missing }, (_, index) => index + 1))]);
}
