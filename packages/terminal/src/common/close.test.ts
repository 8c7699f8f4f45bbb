import { expect, test } from 'vitest';
import { closeReasonOf, closeReasons, fittingReason } from './close.ts';

test('every reason fits into a close frame and has a code of its own', () => {
  const all = Object.values(closeReasons);
  for (const { reason } of all) expect(fittingReason(reason)).toBe(reason);
  expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
});

test('a long reason is cut between characters', () => {
  const cut = fittingReason('ü'.repeat(100));
  expect(new TextEncoder().encode(cut).length).toBeLessThanOrEqual(123);
  expect(cut).toMatch(/^ü+…$/);
});

test('what was said by the server is kept; a code nobody knows is a lost connection', () => {
  expect(closeReasonOf(4401, 'The ticket was used.')).toEqual({
    code: 4401,
    reason: 'The ticket was used.',
    retry: true,
  });
  expect(closeReasonOf(4410, '')).toEqual(closeReasons.environmentEnded);
  expect(closeReasonOf(1006, '')).toMatchObject({ retry: true });
});
