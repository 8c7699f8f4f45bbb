import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect as onPage, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { cellsThatDiffer, pictureOf } from '../testing/look.ts';
import { linesOf, shows as showsOn, TerminalPages, typeLine } from '../testing/terminal-page.ts';

/** Screens that programs have drawn, compared with pictures that a person has looked at. */
let pages: TerminalPages;
let page: Page;

beforeAll(async () => {
  pages = await TerminalPages.start();
});
afterAll(() => pages?.stop());

beforeEach(async () => {
  pages.attempt = randomUUID();
  page = await pages.newPage();
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

/** Waits until vttest has drawn a page other than `before`, or a menu, and then rests. */
async function nextPage(before: string): Promise<string> {
  let last = '';
  await onPage
    .poll(
      async () => {
        const text = (await linesOf(page)).join('\n');
        // What is typed as a choice does not make another menu.
        const now = text.replace(/(Enter choice number[^:]*:)[\s\S]*/, '$1');
        const rests = now === last;
        last = now;
        return rests && now !== before && /<RETURN>|Enter choice number/.test(now);
      },
      { timeout: 30_000, intervals: [100, 100, 200] },
    )
    .toBe(true);
  return last;
}

/** Chapters of vttest by the numbers one chooses in its menus, and how many pages each has. */
test.each([
  ['cursor-movements', ['1'], 0],
  ['screen-features', ['2'], 0],
  ['character-sets', ['3', '8'], 0],
  ['insert-and-delete', ['8'], 0],
  ['colours', ['11', '6', '2'], 0],
])('vttest: %s', async (chapter, choices, count) => {
  await typeLine(page, 'vttest 24x80.80');
  let shown = await nextPage('');
  for (const choice of choices) {
    await page.keyboard.type(choice);
    await page.keyboard.press('Enter');
    shown = await nextPage(shown);
  }
  const different: Record<string, string[]> = {};
  let number = 0;
  while (!shown.includes('Enter choice number')) {
    number += 1;
    const name = `vttest-${chapter}-${number}`;
    const cells = await looksLike(name);
    if (cells.length > 0) different[name] = cells;
    await page.keyboard.press('Enter');
    shown = await nextPage(shown);
  }
  expect(different).toEqual({});
  expect(number).toBe(count);
});
