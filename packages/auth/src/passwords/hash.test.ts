import { expect, it } from 'vitest';
import { hashPassword, isPassword } from './hash.ts';

it('knows a password again by its hash, and no other; the same one is never stored alike', async () => {
  const stored = await hashPassword('correct horse battery');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(stored).not.toContain('horse');
  expect(await hashPassword('correct horse battery')).not.toBe(stored);
  expect(await isPassword(stored, 'correct horse battery')).toBe(true);
  expect(await isPassword(stored, 'correct horse batterY')).toBe(false);
});

it('takes a letter that was composed in another way for the same', async () => {
  expect(await isPassword(await hashPassword('Zo\u00eb am Fenster'), 'Zoe\u0308 am Fenster')).toBe(true);
});

it('reads what was stored at another cost, as Argon2’s own program writes it', async () => {
  // echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32 -e
  const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await isPassword(stored, 'password')).toBe(true);
});

it('is nobody’s where none is set, whatever is given', async () => {
  for (const password of ['', 'x', '\0'.repeat(32)]) expect(await isPassword(null, password)).toBe(false);
});
