import { expect, it } from 'vitest';
import { TryLimit } from './try-limit.ts';

let now = 0;
const aLimit = () =>
  new TryLimit({ most: 3, windowMs: 60_000, what: 'Too often.', meanwhile: '.' }, () => now);

it('lets so many fail within the window, each key by itself, and says how long to wait', () => {
  const limit = aLimit();
  for (now = 0; now < 3_000; now += 1_000) limit.begin('a');
  expect(() => limit.begin('a')).toThrow(expect.objectContaining({ remedy: 'Try again in 57 s.' }));
  limit.begin('b');
  now = 60_000;
  limit.begin('a');
  expect(() => limit.begin('a')).toThrow('Too often.');
});

it('counts a try from its beginning on, until it is forgotten', () => {
  now = 0;
  const limit = aLimit();
  const tries = [1, 2, 3].map(() => limit.begin('a'));
  expect(() => limit.begin('a')).toThrow();
  tries[1]?.forget();
  tries[1]?.forget();
  limit.begin('a');
  expect(() => limit.begin('a')).toThrow();
});

it('forgets whoever was first when it has to remember too many', () => {
  const limit = aLimit();
  for (const _ of [1, 2, 3]) limit.begin('first');
  for (let index = 0; index < 10_000; index += 1) limit.begin(`key ${index}`);
  limit.begin('first');
});
