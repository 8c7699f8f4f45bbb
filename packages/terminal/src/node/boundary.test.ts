import { expect, test } from 'vitest';
import { StreamBoundary } from './boundary.ts';

function safeAfter(text: string): number {
  const boundary = new StreamBoundary();
  // Byte by byte, as the worst network would bring it.
  for (const byte of new TextEncoder().encode(text)) boundary.feed(Uint8Array.of(byte));
  return boundary.safe;
}

test.each([
  ['plain text', 'abc', 3],
  ['an escape alone', 'ab\x1b', 2],
  ['half a colour', 'ab\x1b[31', 2],
  ['a whole colour', 'ab\x1b[31m', 7],
  ['half a title', 'a\x1b]0;tit', 1],
  ['a title ended by BEL', 'a\x1b]0;t\x07', 7],
  ['a title before its ST', 'a\x1b]0;t\x1b', 1],
  ['a title ended by ST', 'a\x1b]0;t\x1b\\', 8],
  ['a title cut off by another sequence', 'a\x1b]0;t\x1b[3', 6],
  ['a charset', 'a\x1b(B', 4],
  ['half a charset', 'a\x1b(', 1],
  ['a sequence given up', 'a\x1b[3\x18', 5],
  ['a sequence begun anew', 'a\x1b[3\x1b[', 4],
  ['a whole umlaut', 'aä', 3],
  ['a line feed within an escape', 'a\x1b\n', 1],
  ['a title cut by a character of C1', 'a\x1b]0;t\x9c', 8],
  ['a sequence that C1 began', 'ab\x9b31', 2],
  ['a string that BEL does not end', 'a\x1bPq\x07', 1],
  ['a string that a letter keeps from beginning', 'a\x1bP日', 6],
  ['a sequence that a letter ends', 'a\x1b[3日', 7],
])('%s', (_name, text, safe) => {
  expect(safeAfter(text)).toBe(safe);
});

test('a character is not cut, wherever its bytes part', () => {
  const boundary = new StreamBoundary();
  const emoji = new TextEncoder().encode('x🐙y');
  const safes = [...emoji].map((byte) => {
    boundary.feed(Uint8Array.of(byte));
    return boundary.safe;
  });
  expect(safes).toEqual([1, 1, 1, 1, 5, 6]);
});

test('bytes that are not UTF-8 do not hold it up', () => {
  const boundary = new StreamBoundary();
  boundary.feed(Uint8Array.of(0xe2, 0x41, 0xff, 0x80, 0x42));
  expect(boundary.safe).toBe(5);
});
