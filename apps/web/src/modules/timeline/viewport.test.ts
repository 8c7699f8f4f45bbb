import { describe, expect, it } from 'vitest';
import { moved, shareOf, showing, ticksOf, timeAt, within, zoomed } from './viewport.ts';

const hour = 3_600_000;
const start = new Date(2026, 0, 5, 9).getTime();
const bounds = { from: start, until: start + 10 * hour };
const middle = { from: start + 4 * hour, until: start + 6 * hour };

describe('a viewport', () => {
  it('keeps the time under the pointer where it is when it is zoomed', () => {
    for (const share of [0, 0.25, 1]) {
      const next = zoomed(middle, 0.5, bounds, share);
      expect(next.until - next.from).toBe(hour);
      expect(timeAt(next, share)).toBe(timeAt(middle, share));
    }
  });

  it('never leaves the attempt, and never shows less than a second', () => {
    expect(zoomed(middle, 100, bounds)).toEqual(bounds);
    expect(moved(middle, 50, bounds)).toEqual({ from: start + 8 * hour, until: bounds.until });
    expect(moved(middle, -50, bounds)).toEqual({ from: start, until: start + 2 * hour });
    const closest = zoomed(middle, 1e-9, bounds);
    expect(closest.until - closest.from).toBe(1_000);
    expect(within({ from: 0, until: 0 }, { from: start, until: start })).toEqual({
      from: start,
      until: start + 1_000,
    });
  });

  it('moves only for a time that is out of sight', () => {
    expect(showing(middle, start + 5 * hour, bounds)).toBe(middle);
    const next = showing(middle, start + 8 * hour, bounds);
    expect(shareOf(next, start + 8 * hour)).toBe(0.5);
  });
});

describe('ticks', () => {
  it('stand at round times, as fine as the steps between them, and not closer than their labels', () => {
    const labels = ticksOf(bounds, 600).map(({ label }) => label);
    expect(labels).toContain('12:00');
    expect(labels.length).toBeLessThanOrEqual(7);
    const fine = ticksOf({ from: start, until: start + 10_000 }, 600).map(({ label }) => label);
    expect(fine).toContain('09:00:05');
  });

  it('say the day where one begins', () => {
    const days = ticksOf({ from: start, until: start + 72 * hour }, 600).filter(({ day }) => day);
    expect(days.map(({ label }) => label)).toEqual(['Tue 6 Jan', 'Wed 7 Jan', 'Thu 8 Jan']);
  });
});
