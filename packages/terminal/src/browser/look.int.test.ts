import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect as onPage, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { tags } from '../common/frames.ts';
import { cellsThatDiffer, pictureOf } from '../testing/look.ts';
import { linesOf, shows as showsOn, TerminalPages, typeLine } from '../testing/terminal-page.ts';

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
const looksLike = async (name: string) => cellsThatDiffer(await pictureOf(page), name, 80, 24);

test('a file of every kind of character', async () => {
  const file = fileURLToPath(new URL('../testing/look/utf8-torture.txt', import.meta.url));
  await typeLine(page, `clear; cat ${file}; read -rs`);
  await shows('end');
  expect(await looksLike('utf8-torture')).toEqual([]);
});

const textOf = async () => (await linesOf(page)).join('\n');

/** Presses Enter and waits until vttest has drawn its next page, or a menu, and rests. Pages may be the same one after the other. */
async function turn(): Promise<string> {
  const before = outputs;
  await page.keyboard.press('Enter');
  let seen = before;
  let text = '';
  await onPage
    .poll(
      async () => {
        text = await textOf();
        const rests = outputs === seen && outputs > before;
        seen = outputs;
        return rests && /<RETURN>|Enter choice number/.test(text);
      },
      { timeout: 30_000, intervals: [150] },
    )
    .toBe(true);
  return text;
}

/** Pages about what xterm.js leaves out: the screen in reverse (DECSCNM). Their texts would be wrong in any picture. */
const leftOut = /light background/i;

/** Chapters of vttest by the numbers one chooses in its menus, and how many pages each has. */
test.each([
  ['cursor-movements', ['1'], 0],
  ['screen-features', ['2'], 0],
  ['character-sets', ['3', '8'], 0],
  ['insert-and-delete', ['8'], 0],
  ['colours', ['11', '6', '2'], 0],
])('vttest: %s', async (chapter, choices, count) => {
  await page.keyboard.type('vttest 24x80.80');
  await turn();
  let shown = '';
  for (const choice of choices) {
    await page.keyboard.type(choice);
    await shows(new RegExp(`Enter choice number[^:]*: *${choice}`));
    shown = await turn();
  }
  const different: Record<string, string[]> = {};
  let number = 0;
  while (!shown.includes('Enter choice number')) {
    number += 1;
    const name = `vttest-${chapter}-${number}`;
    const cells = leftOut.test(shown) ? [] : await looksLike(name);
    if (cells.length > 0) different[name] = cells;
    shown = await turn();
  }
  expect(different).toEqual({});
  expect(number).toBe(count);
});
