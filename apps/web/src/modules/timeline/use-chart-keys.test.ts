import { expect, it } from 'vitest';
import { aRun, aTimeline, timelineStart } from '../../testing/a-timeline.ts';
import { rowsOf } from './lanes.ts';
import { marksOf } from './marks.ts';
import { nextMark } from './use-chart-keys.ts';

const hour = { from: timelineStart, until: timelineStart + 3_600_000 };
const items = [aRun(5), aRun(25), aRun(55), aRun(27, { taskId: 'mend', runId: 1 })].map((run, index) => ({
  ...run,
  id: String(index),
}));
const rows = rowsOf(aTimeline(), items).map((row) => ({ row, marks: marksOf(row.items, hour, 600) }));

it('arrows go along a line and to the nearest mark of the next one', () => {
  expect(nextMark(rows, '0', 'ArrowRight')).toBe('1');
  expect(nextMark(rows, '2', 'ArrowRight')).toBeNull();
  expect(nextMark(rows, '0', 'End')).toBe('2');
  expect(nextMark(rows, '2', 'Home')).toBe('0');
  expect(nextMark(rows, '2', 'ArrowDown')).toBe('3');
  expect(nextMark(rows, '3', 'ArrowUp')).toBe('1');
  expect(nextMark(rows, '3', 'ArrowDown')).toBeNull();
  expect(nextMark(rows, '3', 'x')).toBeUndefined();
});
