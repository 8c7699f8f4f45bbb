import { expect, it } from 'vitest';
import { activeMinutes } from './active-time.ts';

const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 2, hour, minute));

it('counts what lies between two moments, and leaves out what lies between the times', () => {
  const spans = [
    { from: at(9), until: at(9, 40) },
    { from: at(21), until: at(21, 5) },
  ];
  expect(activeMinutes(spans, at(9, 30), at(23))).toBe(15);
  expect(activeMinutes(spans, at(8), at(9, 10))).toBe(10);
  expect(activeMinutes(spans, at(10), at(11))).toBe(0);
});

it('takes nothing off for a time in which nobody did anything, and knows nothing without times', () => {
  expect(activeMinutes([{ from: at(9, 20), until: at(9) }], at(8), at(10))).toBe(0);
  expect(activeMinutes([], at(8), at(10))).toBeNull();
});
