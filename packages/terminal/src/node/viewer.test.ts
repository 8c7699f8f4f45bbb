import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ServerFrame } from '../common/frames.ts';
import { Viewer } from './viewer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it('acknowledges input a moment later, once for all that came', () => {
  const sent: ServerFrame[] = [];
  const port = { send: (frame: ServerFrame) => sent.push(frame), close: () => {} };
  const viewer = new Viewer(
    port,
    { ticket: 't', client: 'c', columns: 80, rows: 24, mode: 'owner' },
    'owner',
  );
  viewer.acknowledgeInput(1);
  viewer.acknowledgeInput(2);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(5);
  viewer.acknowledgeInput(3);
  vi.advanceTimersByTime(5);
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([
    { type: 'inputAcknowledge', sequence: 2 },
    { type: 'inputAcknowledge', sequence: 3 },
  ]);
});
