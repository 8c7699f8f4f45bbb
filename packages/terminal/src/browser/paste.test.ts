import { expect, test } from 'vitest';
import { linesOf, pasteAsking } from './paste.ts';

test.each([
  ['one', 1],
  ['one\n', 1],
  ['one\r\ntwo', 2],
  ['1\n2\n3\n4\n5\n6', 6],
])('%j has %i lines', (text, lines) => expect(linesOf(text)).toBe(lines));

test('more than five lines are asked about, and kept back after a no', async () => {
  const pasted: string[] = [];
  const asked: number[] = [];
  const paste = (text: string, agree: boolean) =>
    pasteAsking(
      text,
      async ({ lines }) => {
        asked.push(lines);
        return agree;
      },
      (agreed) => pasted.push(agreed),
    );
  await paste('1\n2\n3\n4\n5\n', false);
  await paste('1\n2\n3\n4\n5\n6', false);
  await paste('1\n2\n3\n4\n5\n6\n7', true);
  expect(asked).toEqual([6, 7]);
  expect(pasted).toEqual(['1\n2\n3\n4\n5\n', '1\n2\n3\n4\n5\n6\n7']);
});
