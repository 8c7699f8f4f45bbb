import { expect, it } from 'vitest';
import { passwordProblem } from './rules.ts';

const zoe = { name: 'Zoë Weiß', email: 'z.weiss@example.org' };

it.each([
  'correct horse battery',
  'zoe likes long sentences',
  'кот сидит на окне',
  '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧',
])('takes %s', (password) => expect(passwordProblem(password, zoe)).toBeNull());

it.each([
  ['elevenchars', 'has 11 characters'],
  ['🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔', 'has 11 characters'],
  ['zoeweiss1234', 'name or address'],
  ['ZOË.WEISS.2026', 'name or address'],
  ['z.weiss@example.org', 'name or address'],
  ['Springboard1!', 'name or address'],
])('does not take %s', (password, why) => expect(passwordProblem(password, zoe)).toContain(why));
