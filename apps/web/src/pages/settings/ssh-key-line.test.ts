import { expect, it } from 'vitest';
import { commentOf, isPrivateKey } from './ssh-key-line.ts';

it('a private key is known before it is sent', () => {
  expect(isPrivateKey('-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n')).toBe(true);
  expect(isPrivateKey('-----BEGIN RSA PRIVATE KEY-----')).toBe(true);
  expect(isPrivateKey('PuTTY-User-Key-File-3: ssh-ed25519')).toBe(true);
  expect(isPrivateKey('ssh-ed25519 AAAA lena@laptop')).toBe(false);
});

it('the comment of a key is a first wish for its name', () => {
  expect(commentOf('ssh-ed25519 AAAA lena@laptop at home\n')).toBe('lena@laptop at home');
  expect(commentOf('ssh-ed25519 AAAA')).toBe('');
  expect(commentOf('-----BEGIN OPENSSH PRIVATE KEY-----')).toBe('');
});
