import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeSshKeyPair } from './keys.ts';
import { seal, unseal } from './seal.ts';

const secret = Buffer.alloc(32, 1).toString('base64url');

describe('seal', () => {
  it('gives back what was sealed, and never looks the same twice', () => {
    const [first, second] = [seal(secret, 'owner', 'text ü'), seal(secret, 'owner', 'text ü')];
    expect(first).not.toBe(second);
    expect(first).not.toContain('text');
    expect(unseal(secret, 'owner', first)).toBe('text ü');
  });

  it.each([
    [
      'another secret',
      (sealed: string) => unseal(Buffer.alloc(32, 2).toString('base64url'), 'owner', sealed),
    ],
    ['another owner', (sealed: string) => unseal(secret, 'other', sealed)],
    ['a changed text', (sealed: string) => unseal(secret, 'owner', `${sealed.slice(0, -3)}AAA`)],
    [
      'a short tag',
      (sealed: string) => unseal(secret, 'owner', sealed.replace(/^(v1\.[^.]+)\.[^.]+/, '$1.AAAA')),
    ],
    ['something else', () => unseal(secret, 'owner', 'hello')],
  ])('does not open with %s', (_name, open) => {
    expect(() => open(seal(secret, 'owner', 'text'))).toThrow();
  });
});

describe('makeSshKeyPair', () => {
  it('writes both halves of one key in the formats of OpenSSH', async () => {
    const pair = await makeSshKeyPair('a-comment');
    const [algorithm, blob, comment] = pair.publicKey.split(' ');
    expect([algorithm, comment]).toEqual(['ssh-ed25519', 'a-comment']);
    const publicBlob = Buffer.from(blob ?? '', 'base64');
    const x = publicBlob.subarray(-32).toString('base64url');
    expect(createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }).asymmetricKeyType).toBe(
      'ed25519',
    );
    const body = pair.privateKey.split('\n').slice(1, -2).join('');
    const file = Buffer.from(body, 'base64');
    expect(file.subarray(0, 15).toString('latin1')).toBe('openssh-key-v1\0');
    expect(file.includes(publicBlob)).toBe(true);
    expect(pair.privateKey.startsWith('-----BEGIN OPENSSH PRIVATE KEY-----\n')).toBe(true);
  });
});
