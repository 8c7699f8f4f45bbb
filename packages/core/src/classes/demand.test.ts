import { expect, it } from 'vitest';
import { poolLeadMs } from '../environments/pools/lead.ts';
import { leadFor } from './demand.ts';

const minute = 60_000;

it('is the usual lead where that is enough, or nothing was measured', () => {
  expect(leadFor(200, undefined, 2)).toBe(poolLeadMs);
  expect(leadFor(12, 20_000, 2)).toBe(poolLeadMs);
});

it('is longer where making all of them takes longer, side by side, and something is to spare', () => {
  expect(leadFor(20, 3 * minute, 2)).toBe(37.5 * minute);
  expect(leadFor(20, 3 * minute, 4)).toBe(18.75 * minute);
  expect(leadFor(21, 3 * minute, 20)).toBe(poolLeadMs);
});

it('is two hours at most', () => {
  expect(leadFor(200, 5 * minute, 1)).toBe(120 * minute);
});
