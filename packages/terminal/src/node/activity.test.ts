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

test('is quiet once, 300 ms after the last of a burst', () => {
  for (let i = 0; i < 5; i += 1) {
    detector.note();
    vi.advanceTimersByTime(200);
  }
  expect(told).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(told).toEqual(['output-quiet']);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(['output-quiet']);
});

test('tells of a flow every three seconds, and of its end', () => {
  for (let ms = 0; ms < 10_000; ms += 50) {
    detector.note();
    vi.advanceTimersByTime(50);
  }
  expect(told).toEqual(['output-flowing', 'output-flowing', 'output-flowing']);
  vi.advanceTimersByTime(300);
  expect(told.at(-1)).toBe('output-quiet');
});

test('tells nothing after it was stopped', () => {
  detector.note();
  detector.stop();
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([]);
});
