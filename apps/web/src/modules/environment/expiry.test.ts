import { describe, expect, it } from 'vitest';
import { anEnvironment } from '../../testing/an-attempt.ts';
import { extension, timeLeft, urgency } from './expiry.ts';

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
    expect(timeLeft(anEnvironment({ expiresAt }), now, 0)).toBe(10 * minute);
    expect(timeLeft(anEnvironment({ expiresAt }), now + 60 * minute, 0)).toBe(0);
    expect(timeLeft(anEnvironment({ expiresAt: null }), now, 0)).toBeNull();
  });
  it('stands still while it is paused', () => {
    const pause = {
      reason: 'idle',
      since: '2026-01-05T12:00:00.000Z',
      keptUntil: '2026-01-08T12:00:00.000Z',
    } as const;
    const paused = anEnvironment({ expiresAt, pause });
    expect(timeLeft(paused, now, now)).toBe(10 * minute);
    expect(timeLeft(paused, now + 60 * minute, now)).toBe(10 * minute);
  });
});

describe('extension', () => {
  it('is out of reach for good only where that is known', () => {
    expect(extension(anEnvironment({ canExtend: true }))).toBe('yes');
    expect(extension(anEnvironment({ canExtend: false }))).toBe('never');
    expect(extension(anEnvironment({ canExtend: false, state: 'rewinding' }))).toBe('not-now');
    expect(extension(anEnvironment({ canExtend: false, state: 'paused' }))).toBe('not-now');
  });
});
