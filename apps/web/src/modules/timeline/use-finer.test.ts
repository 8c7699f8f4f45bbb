import { describe, expect, it } from 'vitest';
import { after, aRun, aTimeline } from '../../testing/a-timeline.ts';
import { merged, pieceOf } from './use-finer.ts';
import { lengthOf } from './viewport.ts';

const minute = 60_000;
const bounds = { from: 0, until: 24 * 60 * minute };

describe('the piece that is asked for', () => {
  it('holds what is seen, with room, and stays the same when that moves a little', () => {
    const view = { from: 600 * minute, until: 610 * minute };
    const piece = pieceOf(view, bounds);
    expect(piece.from).toBeLessThan(view.from);
    expect(piece.until).toBeGreaterThan(view.until);
    expect(pieceOf({ from: view.from + 1_000, until: view.until + 1_000 }, bounds)).toEqual(piece);
    expect(lengthOf(piece)).toBeLessThanOrEqual(4 * lengthOf(view));
  });

  it('stays within the attempt', () => {
    expect(pieceOf(bounds, bounds)).toEqual(bounds);
    expect(pieceOf({ from: 0, until: minute }, bounds).from).toBe(0);
  });
});

it('runs of the piece take the place of those that were put together, and nothing else changes', () => {
  const whole = aTimeline({ items: [aRun(1, { count: 5 }), aRun(10, { count: 3 }), ...aTimeline().items] });
  const range = { from: after(9), until: after(13) };
  const part = aTimeline({ range, items: [aRun(10, { runId: 1 }), aRun(10.5, { runId: 2 })] });
  const items = merged(whole, part);
  const runs = items.filter((item) => item.kind === 'check');
  expect(runs.map(({ count }) => count)).toEqual([5, 1, 1, 1, 1, 1]);
  expect(items.filter((item) => item.kind !== 'check')).toEqual(
    aTimeline().items.filter((item) => item.kind !== 'check'),
  );
});
