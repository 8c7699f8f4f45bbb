import { describe, expect, it } from 'vitest';
import { anEnvironment } from '../../testing/an-attempt.ts';
import { timeLeft, urgency } from './expiry.ts';

const minute = 60_000;

describe('urgency', () => {
  it.each([
    [60 * minute, 'calm'],
    [15 * minute + 1, 'calm'],
    [15 * minute, 'soon'],
    [5 * minute, 'now'],
    [-1, 'now'],
  ] as const)('%i ms left → %s', (left, expected) => expect(urgency(left)).toBe(expected));
});

describe('timeLeft', () => {
  const expiresAt = '2026-01-05T13:00:00.000Z';
  const now = Date.parse('2026-01-05T12:50:00.000Z');
  it('counts down to nothing', () => {
    expect(timeLeft(anEnvironment({ expiresAt }), now)).toBe(10 * minute);
    expect(timeLeft(anEnvironment({ expiresAt }), now + 60 * minute)).toBe(0);
    expect(timeLeft(anEnvironment({ expiresAt: null }), now)).toBeNull();
  });
  it('stands still while it is paused', () => {
    const pause = {
      reason: 'idle',
      since: '2026-01-05T12:00:00.000Z',
      keptUntil: '2026-01-08T12:00:00.000Z',
    } as const;
    expect(timeLeft(anEnvironment({ expiresAt, pause }), now)).toBe(60 * minute);
    expect(timeLeft(anEnvironment({ expiresAt, pause }), now + 60 * minute)).toBe(60 * minute);
  });
});
