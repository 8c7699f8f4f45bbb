import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect as onPage, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { tags } from '../common/frames.ts';
import { cellsThatDiffer, pictureOf } from '../testing/look.ts';
import { shows as showsOn, TerminalPages, typeLine } from '../testing/terminal-page.ts';

/** Screens that programs have drawn, compared with pictures that a person has looked at. */
let pages: TerminalPages;
let page: Page;
/** Frames of output that the page has received. */
let outputs: number;

beforeAll(async () => {
  pages = await TerminalPages.start();
});
afterAll(() => pages?.stop());

beforeEach(async () => {
  pages.attempt = randomUUID();
  page = await pages.newPage();
  outputs = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (payload[0] === tags.output) outputs += 1;
    }),
  );
  await pages.show(page, '?look');
  await typeLine(page, 'clear; stty size');
  await shows('24 80');
});
afterEach(() => page.close());

const shows = (text: string | RegExp) => showsOn(page, text);
/** Now or soon: what is still being drawn is waited for. */
const looksLike = (name: string) =>
  expect
    .poll(async () => cellsThatDiffer(await pictureOf(page), name, 80, 24), {
      timeout: 20_000,
      interval: 500,
    })
    .toEqual([]);

test('a file of every kind of character', async () => {
  const file = fileURLToPath(new URL('../testing/look/utf8-torture.txt', import.meta.url));
  await typeLine(page, `clear; cat ${file}; read -rs`);
  await shows('end');
  await looksLike('utf8-torture');
});

/** Presses Enter and waits until something was drawn, and no more comes. */
async function enter(): Promise<void> {
  const before = outputs;
  await page.keyboard.press('Enter');
  let seen = before;
  await onPage
    .poll(
      () => {
        const rests = outputs === seen && outputs > before;
        seen = outputs;
        return rests;
      },
      { timeout: 30_000, intervals: [200] },
    )
    .toBe(true);
}

/**
 * Chapters of vttest: the numbers one chooses in its menus, how many pages are turned, and which of them are not looked at, for xterm.js leaves out what
 * they need: a screen in reverse (DECSCNM), and the switch of columns (DECCOLM), which clears the screen. Pages may be the same one after the other.
 */
test.each<[string, string[], number, number[]]>([
  ['cursor-movements', ['1'], 6, [3, 4]],
  ['screen-features', ['2'], 15, [3, 4, 14]],
  ['insert-and-delete', ['8'], 7, []],
  ['colours', ['11', '6', '2'], 1, []],
])('vttest: %s', async (chapter, choices, count, leftOut) => {
  await page.keyboard.type('vttest 24x80.80');
  await enter();
  for (const choice of choices) {
    await shows(/Enter choice number/);
    await page.keyboard.type(choice);
    await shows(new RegExp(`Enter choice number[^:]*: *${choice}`));
    await enter();
  }
  for (let number = 1; number <= count; number += 1) {
    if (!leftOut.includes(number)) await looksLike(`vttest-${chapter}-${number}`);
    await enter();
  }
});
