import { expect, it } from 'vitest';
import { gainsOf } from './gains.ts';
import { readClaims } from './said.ts';

const idToken = { iss: 'https://id.example.org', sub: '42' };
const read = (claims: object, userInfo: Record<string, unknown> | null = null, claim = 'groups') =>
  readClaims({ ...idToken, ...claims }, userInfo, claim);

it('takes an address only where the same source says that it is verified', () => {
  const ada = { email: 'Ada@Example.org', email_verified: true };
  expect(read(ada).verifiedEmail).toBe('ada@example.org');
  expect(read({}, ada).verifiedEmail).toBe('ada@example.org');
  expect(read({ email: 'ada@example.org' }, ada).verifiedEmail).toBe('ada@example.org');
  for (const verified of [false, undefined, 'true', 1])
    expect(read({ ...ada, email_verified: verified }).verifiedEmail).toBeNull();
  expect(read({ email: 'boss@example.org' }, { email_verified: true }).verifiedEmail).toBeNull();
  expect(read({ email_verified: true }).verifiedEmail).toBeNull();
});

it('finds groups by the name of the claim or by the way to it, in either source', () => {
  expect(read({ groups: ['a', 7, 'b'] }).groups).toEqual(['a', 'b']);
  expect(read({}, { groups: 'a' }).groups).toEqual(['a']);
  expect(read({ realm_access: { roles: ['a'] } }, null, 'realm_access.roles').groups).toEqual(['a']);
  expect(read({ 'https://example.org/groups': ['a'] }, null, 'https://example.org/groups').groups).toEqual([
    'a',
  ]);
  for (const claim of ['groups', 'constructor.name', '__proto__.x'])
    expect(read({}, null, claim).groups).toBeNull();
});

it('a group gives what the mapping says, and one that it does not name gives nothing', () => {
  const mapping = {
    a: { roles: ['operator' as const, 'mentor' as const], teams: ['Storage'] },
    b: { roles: ['mentor' as const], teams: ['Network', 'Storage'] },
  };
  expect(gainsOf(mapping, ['b', 'a', 'toString'])).toEqual({
    roles: ['mentor', 'operator'],
    teams: ['Network', 'Storage'],
  });
});
