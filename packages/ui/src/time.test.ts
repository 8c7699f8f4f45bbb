import { describe, expect, it } from 'vitest';
import { formatClock, formatDuration, formatRelative } from './time.ts';

const now = Date.UTC(2026, 0, 31, 12, 0, 0);
const s = 1000;
const m = 60 * s;
const h = 60 * m;

describe('formatRelative', () => {
  it.each([
    [now - 3 * s, 'just now'],
    [now + 4 * s, 'in a moment'],
    [now - 42 * s, '42 seconds ago'],
    [now - 3 * m, '3 minutes ago'],
    [now + 2 * h, 'in 2 hours'],
    [now - 24 * h, 'yesterday'],
    [now - 12 * 24 * h, '12 days ago'],
  ])('%i → %s', (at, expected) => expect(formatRelative(at, now)).toBe(expected));

  it('gives the date beyond 30 days', () => {
    expect(formatRelative(now - 40 * 24 * h, now)).toMatch(/22 Dec 2025/);
  });
});

describe('formatClock', () => {
  it.each([
    [-5, '0:00'],
    [999, '0:00'],
    [61 * s, '1:01'],
    [h - 1, '59:59'],
    [h + 2 * m + 3 * s, '1:02:03'],
  ])('%i ms → %s', (ms, expected) => expect(formatClock(ms)).toBe(expected));
});

describe('formatDuration', () => {
  it.each([
    [-1, '0.0 s'],
    [820, '0.8 s'],
    [9_949, '9.9 s'],
    [9_960, '10 s'],
    [59_600, '1 min'],
    [7 * m, '7 min'],
    [h - 20 * s, '1 h'],
    [h + 20 * m, '1 h 20 min'],
    [50 * h, '2 d'],
  ])('%i ms → %s', (ms, expected) => expect(formatDuration(ms)).toBe(expected));
});
