import { beforeEach, expect, test } from 'vitest';
import { Courtesy } from './courtesy.ts';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

let courtesy: Courtesy;
beforeEach(() => {
  courtesy = new Courtesy();
});

/** Prints as quickly as it is let, from `from` on for a second, and gives the bytes that came; in milliseconds. */
function pour(terminal: ReturnType<Courtesy['join']>, from = 0): number {
  let bytes = 0;
  for (let now = from; now < from + 1_000; ) {
    const rest = terminal.noteOutput(32 * kilobyte, now);
    bytes += 32 * kilobyte;
    // A piece takes a millisecond.
    now += Math.max(1, rest);
  }
  return bytes;
}

test('a flood runs free while nobody types, or only in its own terminal', () => {
  const [flooding, other] = [courtesy.join(), courtesy.join()];
  other.noteInput(-1_500);
  expect(pour(flooding)).toBeGreaterThan(30 * megabyte);
  flooding.noteInput(1_000);
  expect(pour(flooding, 1_000)).toBeGreaterThan(30 * megabyte);
});

test('while somebody else types it gets a rate, also when its own terminal was typed in last', () => {
  const [flooding, other] = [courtesy.join(), courtesy.join()];
  other.noteInput(0);
  expect(pour(flooding)).toBeLessThan(5 * megabyte);
  other.noteInput(1_000);
  flooding.noteInput(1_000);
  expect(pour(flooding, 1_000)).toBeLessThan(5 * megabyte);
});

test('several floods share that rate', () => {
  const typing = courtesy.join();
  const floods = Array.from({ length: 4 }, () => ({ terminal: courtesy.join(), due: 0, bytes: 0 }));
  typing.noteInput(0);
  for (let now = 0; now < 1_000; now += 1)
    for (const one of floods) {
      if (one.due > now) continue;
      one.bytes += 32 * kilobyte;
      one.due = now + one.terminal.noteOutput(32 * kilobyte, now);
    }
  const all = floods.map(({ bytes }) => bytes);
  // Each of them begins with what is no flood yet.
  expect(all.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(6 * megabyte);
  expect(Math.min(...all)).toBeGreaterThan(megabyte / 4);
});

test('what is no flood does not rest, whatever others do', () => {
  const [flooding, typing, editing] = [courtesy.join(), courtesy.join(), courtesy.join()];
  typing.noteInput(0);
  pour(flooding);
  for (let now = 1; now < 1_000; now += 600)
    expect([now, editing.noteOutput(100 * kilobyte, now)]).toEqual([now, 0]);
});

test('after Ctrl-C what is under way comes without rest', () => {
  const [flooding, typing] = [courtesy.join(), courtesy.join()];
  typing.noteInput(0);
  pour(flooding);
  flooding.noteInput(1_000);
  flooding.hurry(1_000);
  typing.noteInput(1_000);
  expect(flooding.noteOutput(4 * megabyte, 1_001)).toBe(0);
  typing.noteInput(3_000);
  expect(flooding.noteOutput(megabyte, 3_001)).toBeGreaterThan(0);
});
