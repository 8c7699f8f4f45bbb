import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ActivityDetector, type TerminalActivity } from './activity.ts';

let told: TerminalActivity[];
let detector: ActivityDetector;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  detector = new ActivityDetector((activity) => told.push(activity));
});
afterEach(() => vi.useRealTimers());

/** Output every so often, for so long. */
function output(options: { everyMs: number; forMs: number }): void {
  for (let ms = 0; ms < options.forMs; ms += options.everyMs) {
    detector.noteOutput();
    vi.advanceTimersByTime(options.everyMs);
  }
}

test('is quiet once, 300 ms after the last of a burst', () => {
  detector.noteInput();
  for (let i = 0; i < 5; i += 1) {
    detector.noteOutput();
    vi.advanceTimersByTime(200);
  }
  expect(told).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(told).toEqual(['output-quiet']);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(['output-quiet']);
});

test('tells of a flow every one and a half seconds, and of its end while it answers input', () => {
  detector.noteInput();
  output({ everyMs: 50, forMs: 5_000 });
  expect(told).toEqual(Array(3).fill('output-flowing'));
  vi.advanceTimersByTime(300);
  expect(told.at(-1)).toBe('output-quiet');
});

test('takes a redraw every second for a flow: told every 2 s while watched, and no more when it was forgotten', () => {
  detector.noteInput();
  output({ everyMs: 1_000, forMs: 6_000 });
  expect(told).toEqual(Array(6).fill('output-quiet'));
  told = [];
  output({ everyMs: 1_000, forMs: 4 * 60_000 });
  expect(told).toEqual(Array(120).fill('output-flowing'));
  output({ everyMs: 1_000, forMs: 60_000 });
  told = [];
  output({ everyMs: 1_000, forMs: 3_600_000 });
  expect(told).toEqual([]);
  detector.noteInput();
  vi.advanceTimersByTime(300);
  expect(told).toEqual(['output-quiet']);
});

test('tells of output that comes by itself when a command ends at last', () => {
  detector.noteInput();
  vi.advanceTimersByTime(60_000);
  told = [];
  detector.noteOutput();
  vi.advanceTimersByTime(300);
  expect(told).toEqual(['output-flowing']);
});

test('tells nothing after it was stopped', () => {
  detector.noteInput();
  detector.stop();
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([]);
});
