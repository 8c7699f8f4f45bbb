import { expect, it } from 'vitest';
import {
  afterHintsMs,
  type Failures,
  failingMs,
  fewestFailures,
  fewestFailuresAfterHints,
  idleMs,
  type OpenAttempt,
  stuckBy,
} from './stuck.ts';

const now = new Date('2026-11-20T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const working: OpenAttempt = { failures: null, afterHints: null, lastActivityAt: now, dueOn: null };
const failed = (count: number, overMs: number): Failures => ({
  count,
  firstAt: ago(overMs + 60_000),
  lastAt: ago(60_000),
});

it('nobody is stuck who works on, fails a little, or fails often in a short time', () => {
  expect(stuckBy(working, now)).toBe(null);
  expect(stuckBy({ ...working, failures: failed(fewestFailures - 1, failingMs * 3) }, now)).toBe(null);
  expect(stuckBy({ ...working, failures: failed(fewestFailures * 9, failingMs - 1) }, now)).toBe(null);
});

it('who fails often over a while is, since the first of them', () => {
  const failures = failed(fewestFailures, failingMs);
  expect(stuckBy({ ...working, failures }, now)).toEqual({
    rule: 'failing',
    since: failures.firstAt,
    failures: fewestFailures,
  });
});

it('after the last hint less is enough, and that is what is said', () => {
  const afterHints = failed(fewestFailuresAfterHints, afterHintsMs);
  const failures = failed(fewestFailures, failingMs);
  expect(stuckBy({ ...working, failures, afterHints }, now)).toMatchObject({
    rule: 'hints',
    since: afterHints.firstAt,
  });
  const short = failed(fewestFailuresAfterHints, afterHintsMs - 1);
  expect(stuckBy({ ...working, afterHints: short }, now)).toBe(null);
});

it('who does nothing for two days is from the day after the due date on', () => {
  const lastActivityAt = ago(idleMs);
  const idle = { ...working, lastActivityAt };
  expect(stuckBy({ ...idle, dueOn: '2026-11-19' }, now)).toEqual({
    rule: 'idle',
    since: lastActivityAt,
    failures: 0,
  });
  expect(stuckBy({ ...idle, dueOn: '2026-11-20' }, now)).toBe(null);
  expect(stuckBy({ ...idle, dueOn: null }, now)).toBe(null);
  expect(stuckBy({ ...idle, lastActivityAt: ago(idleMs - 1), dueOn: '2026-11-19' }, now)).toBe(null);
});
