import { randomUUID } from 'node:crypto';
import { expect as onPage, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { linesOf, shows as showsOn, TerminalPages, typeLine } from '../testing/terminal-page.ts';

/** What people do all day, and the page reloaded in the middle of it. */
let pages: TerminalPages;
let page: Page;

beforeAll(async () => {
  pages = await TerminalPages.start();
});
afterAll(() => pages?.stop());

beforeEach(async () => {
  pages.attempt = randomUUID();
  page = await pages.newPage();
  await pages.show(page);
  await shows(/[$#] /);
});
afterEach(() => page.close());

const line = (text: string) => typeLine(page, text);
const shows = (text: string | RegExp) => showsOn(page, text);
const screen = () => linesOf(page);
/** The screen is this, to the last line. */
const showsAgain = (lines: readonly string[]) => onPage.poll(screen, { timeout: 20_000 }).toEqual(lines);
/** Puts text into the terminal that has no keys on this keyboard. */
const insert = (text: string) => page.evaluate((given) => window.terminal.paste(given), text);
const fresh = () => `/tmp/springboard-${randomUUID()}`;

test('vim with unsaved text: the screen is there after a reload, and so is the text', async () => {
  const file = fresh();
  await line(`vim --clean ${file}`);
  await shows('~');
  await page.keyboard.type('ifirst line\n');
  await page.keyboard.press('Tab');
  await insert('grüße 日本語');
  await page.keyboard.type('\nlast');
  await page.keyboard.press('Escape');
  await page.keyboard.type(':set number ruler\n');
  await shows(/3 last/);
  await shows(/3,4/);
  const before = await screen();
  await pages.show(page);
  await showsAgain(before);
  await page.keyboard.press('Control+L');
  await page.keyboard.type('A of it');
  await page.keyboard.press('Escape');
  await shows('3 last of it');
  await page.keyboard.type(':wq\n');
  await shows(/[$#] $/);
  // Answers to questions that vim asked before the reload would be among the text.
  await line(`clear; sed 's/\\t/<tab>/; s/$/|/' ${file}; rm ${file}`);
  await shows('last of it|');
  expect((await screen()).slice(0, 3)).toEqual(['first line|', '<tab>grüße 日本語|', 'last of it|']);
});

test('less: the same page of the file after a reload, and on from there', async () => {
  await line('seq 1 5000 | less');
  await shows('1');
  await page.keyboard.type('1000g');
  await shows('1000');
  const before = await screen();
  expect(before[0]).toBe('1000');
  await pages.show(page);
  await showsAgain(before);
  await page.keyboard.press('j');
  await onPage.poll(async () => (await screen())[0]).toBe('1001');
  await page.keyboard.press('q');
  await line('echo le"ft"');
  await shows('left');
});

test('top: goes on counting after a reload, in its own screen', async () => {
  await line('top -d 0.5');
  await shows('load average');
  const first = (await screen())[0];
  await pages.show(page);
  await shows('load average');
  await onPage.poll(async () => (await screen())[0], { timeout: 20_000 }).not.toBe(first);
  expect((await screen())[0]).toMatch(/^top - /);
  await page.keyboard.press('q');
  await line('echo le"ft"');
  await shows('left');
});

test('yes: a reload in the flood, and Ctrl-C ends it', async () => {
  await line('yes | cat -n');
  await shows(/\d{4}\s+y/);
  await pages.show(page);
  await shows(/\d{4}\s+y/);
  await page.keyboard.press('Control+C');
  await line('echo over-$((1+1))');
  await shows('over-2');
});

test('500 lines are pasted as one, asked about, and run only at Enter', async () => {
  await page.evaluate(() => {
    window.agree = true;
    window.terminal.paste(
      ['x=0', ...Array.from({ length: 499 }, (_, index) => `x=$((x + ${index + 1}))`)].join('\n'),
    );
  });
  // As much of it as the screen holds, and no prompt between the lines: none of them has run.
  await shows(/x \+ 1\d\)\)/);
  expect(await page.evaluate(() => window.told.asked)).toEqual([500]);
  expect((await screen()).filter((text) => text.includes('# x=')).length).toBeLessThan(2);
  await page.keyboard.press('Enter');
  await line('clear; echo "sum:$x."');
  await shows(`sum:${(499 * 500) / 2}.`);
});

test('500 lines reach a program that reads them, each whole and in order', async () => {
  const file = fresh();
  await line(`echo lis"tening"; cat > ${file}`);
  await shows('listening');
  await page.evaluate(() => {
    window.agree = true;
    const text = Array.from({ length: 500 }, (_, index) => `${index + 1} grüße 日本語 ${'.'.repeat(60)}`);
    window.terminal.paste(`${text.join('\n')}\n`);
  });
  await shows('500 grüße');
  await page.keyboard.press('Control+D');
  await line(
    `clear; awk '{ if ($1 != NR || length($0) < 60) bad++ } END { print "read:" NR ":" bad+0 }' ${file}`,
  );
  await shows('read:500:0');
});

test.each([
  ['CJK', '日本語', 6],
  ['Hangul', '한국어', 6],
  ['an emoji', '🙂', 2],
  ['a family of emoji', '👩‍👩‍👧', 2],
  ['a flag', '🇩🇪', 2],
  ['a skin tone', '👍🏽', 2],
  ['combining characters', 'e\u0301n\u0303', 2],
  ['a combining stack', 'o\u0302\u0323', 1],
])('%s takes the cells that it should', async (_name, text, cells) => {
  await insert(
    `clear; printf '%s' '${text}'; IFS=';' read -rsd R -p $'\\033[6n' _ col; echo; echo "cells:$((col - 1))."`,
  );
  await page.keyboard.press('Enter');
  await shows(`cells:${cells}.`);
  await shows(text);
  // Again from a snapshot.
  await pages.show(page);
  await shows(text);
});

test('an edited line of wide and combining characters is what it shows', async () => {
  await insert('echo "<日本語🙂e\u0301>"');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await shows(/# echo "<日本語>"\s*<日本語>/);
});

test('a storm of sizes leaves the shell, the program and the page with the last one', async () => {
  const file = fresh();
  await line(`seq 1 300 > ${file}; vim -u NONE -c 'set number' ${file}`);
  await shows('1 1');
  await page.evaluate(async () => {
    const element = document.getElementById('terminal');
    if (!element) throw new Error('no element');
    for (let step = 0; step < 120; step += 1) {
      element.style.width = `${300 + ((step * 37) % 500)}px`;
      element.style.height = `${150 + ((step * 53) % 300)}px`;
      await new Promise((done) => requestAnimationFrame(done));
    }
    element.style.width = '640px';
    element.style.height = '360px';
  });
  await onPage
    .poll(async () => (await page.locator('.xterm-screen').boundingBox())?.width ?? 0)
    .toBeGreaterThan(560);
  await page.keyboard.type(':redraw!|echo "cols:" . &columns . " lines:" . &lines\n');
  await shows(/cols:\d+ lines:\d+/);
  const lines = await screen();
  const [, columns, rows] = /cols:(\d+) lines:(\d+)/.exec(lines.join('\n')) ?? [];
  expect(lines.length).toBe(Number(rows));
  await page.keyboard.type(':q\n');
  await line(`clear; rm ${file}; stty size`);
  await shows(`${rows} ${columns}`);
});
