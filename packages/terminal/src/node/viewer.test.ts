import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ServerFrame } from '../common/frames.ts';
import { Viewer } from './viewer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function viewer() {
  const sent: ServerFrame[] = [];
  const port = { send: (frame: ServerFrame) => sent.push(frame), close: () => {} };
  const one = new Viewer(port, { ticket: 't', client: 'c', columns: 80, rows: 24, mode: 'owner' }, 'owner');
  return { one, sent };
}

it('acknowledges input a moment later, once for all that came', () => {
  const { one, sent } = viewer();
  one.acknowledgeInput(1);
  one.acknowledgeInput(2);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(5);
  one.acknowledgeInput(3);
  vi.advanceTimersByTime(5);
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([
    { type: 'inputAcknowledge', sequence: 2 },
    { type: 'inputAcknowledge', sequence: 3 },
  ]);
});

it('never takes an acknowledgement back: input that is dropped may overtake what the node is still to take', () => {
  const { one, sent } = viewer();
  one.acknowledgeInput(2);
  one.acknowledgeInput(1);
  vi.advanceTimersByTime(5);
  expect(sent).toEqual([{ type: 'inputAcknowledge', sequence: 2 }]);
});
