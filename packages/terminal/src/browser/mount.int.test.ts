import { randomUUID } from 'node:crypto';
import { expect as onPage, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { shows as showsOn, TerminalPages, typeLine } from '../testing/terminal-page.ts';

let pages: TerminalPages;
let page: Page;

beforeAll(async () => {
  pages = await TerminalPages.start();
});
afterAll(() => pages?.stop());

beforeEach(async () => {
  pages.attempt = randomUUID();
  page = await pages.newPage();
  await show();
});
afterEach(() => page.close());

const show = () => pages.show(page);
const line = (text: string) => typeLine(page, text);
const shows = (text: string | RegExp) => showsOn(page, text);

test('typing reaches the shell, and a reload finds it again', async () => {
  await line('KEPT=yes; printf "%s gr\\303\\274\\303\\237e\\n" $((6*7))');
  await shows('42 grüße');
  await show();
  await shows('42 grüße');
  await line('echo "KEPT=$KEPT"');
  await shows('KEPT=yes');
});

test('the element’s size is the shell’s', async () => {
  await page.evaluate(() => {
    const element = document.getElementById('terminal');
    if (element) element.style.width = '400px';
  });
  await page.waitForFunction(() => (document.querySelector('.xterm-screen')?.clientWidth ?? 800) < 400);
  await line('echo "columns: $(stty size | cut -d" " -f2)"');
  await shows(/columns: [45]\d\b/);
});

test('a long paste is asked about, a short one is not', async () => {
  await page.evaluate(() =>
    window.terminal.paste('echo a\necho b\necho c\necho d\necho e\necho unwan"ted"\n'),
  );
  await page.waitForFunction(() => window.told.asked.length === 1);
  await page.evaluate(() => navigator.clipboard.writeText('echo pas"ted"'));
  await page.keyboard.press('Control+Shift+V');
  await page.keyboard.press('Enter');
  await shows('pasted');
  expect(await page.evaluate(() => window.told.asked)).toEqual([6]);
  await onPage(page.locator('.xterm-accessibility')).not.toContainText('unwan');
});

test('copies what is selected by the keys of each system, with a clipboard object and without', async () => {
  await line('clear; echo cop"ied"');
  await shows('copied');
  const select = () => page.getByText('copied', { exact: true }).first().dblclick({ force: true });
  const kept = () => page.evaluate(() => navigator.clipboard.readText());
  for (const chord of ['Control+Shift+C', 'Control+Insert']) {
    await page.evaluate(() => navigator.clipboard.writeText('before'));
    await select();
    await page.keyboard.press(chord);
    await onPage.poll(kept).toBe('copied');
  }
  // As on a page without HTTPS.
  await page.evaluate(() => {
    window.realClipboard = navigator.clipboard;
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
  });
  await page.evaluate(() => window.realClipboard.writeText('before'));
  await page.keyboard.press('Control+Shift+C');
  await onPage.poll(() => page.evaluate(() => window.realClipboard.readText())).toBe('copied');
});

test('on Windows Ctrl+C copies a selection and then interrupts, and Ctrl+V pastes', async () => {
  await page.close();
  page = await pages.newPage({ userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140' });
  await show();
  await line('clear; echo cop"ied"');
  await shows('copied');
  await page.getByText('copied', { exact: true }).first().dblclick({ force: true });
  await page.keyboard.press('Control+C');
  await onPage.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('copied');
  await page.keyboard.type('echo never');
  await page.keyboard.press('Control+C');
  await shows('^C');
  await page.evaluate(() => navigator.clipboard.writeText('echo pas"ted"'));
  await page.keyboard.press('Control+V');
  await page.keyboard.press('Enter');
  await shows('pasted');
});

test('goes on with the DOM when the browser takes WebGL away', async () => {
  await onPage(page.locator('.xterm-screen canvas').first()).toBeAttached();
  await page.evaluate(() => {
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.xterm-screen canvas')) {
      canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    }
  });
  await onPage(page.locator('.xterm-rows')).toBeAttached();
  await line('echo dr"awn"');
  await onPage(page.locator('.xterm-rows')).toContainText('drawn');
});

test('programs write the clipboard, and cannot read it', async () => {
  await line(`printf '\\033]52;c;%s\\a' "$(printf 'from the node' | base64)"`);
  await onPage.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('from the node');
  await line(`printf '\\033]52;c;?\\a'; read -rt 0.5 -n 1 answer; echo "answer:$answer."`);
  await shows('answer:.');
});

test('the chord leaves the terminal', async () => {
  await page.keyboard.press('Control+Shift+Escape');
  await onPage(page.locator('#outside')).toBeFocused();
});

test('a run is typed once; the title is told; a node that comes back is said', async () => {
  const id = randomUUID();
  const run = () =>
    page.evaluate((id) => window.terminal.run(id, 'printf "\\033]2;busy\\a"; echo ra"n"'), id);
  expect(await run()).toMatchObject({ outcome: 'typed' });
  await shows('ran');
  expect(await run()).toMatchObject({ outcome: 'already-run' });
  await page.waitForFunction(() => window.told.titles.includes('busy'));
  pages.sshd.cut();
  await page.waitForFunction(() => window.told.notices.includes('node-back'));
  // A run waits until the new shell takes input; keys typed before that moment are dropped.
  await page.evaluate((id) => window.terminal.run(id, 'echo ag"ain"'), randomUUID());
  await shows('again');
});

test('a second page takes the size, and the first takes it back with the focus', async () => {
  const first = page;
  page = await pages.newPage({ viewport: { width: 1200, height: 800 } });
  await show();
  await page.evaluate(() => {
    const element = document.getElementById('terminal');
    if (element) element.style.width = '1100px';
  });
  const columns = async (of: Page) =>
    of.evaluate(() => document.querySelector('.xterm-screen')?.clientWidth ?? 0);
  await onPage.poll(() => columns(page)).toBeGreaterThan(1000);
  // Scaled to fit, not cut off.
  await onPage.poll(() => columns(first)).toBeLessThanOrEqual(800);
  await first.bringToFront();
  await first.locator('#outside').focus();
  await first.evaluate(() => window.terminal.focus());
  await onPage.poll(() => columns(page)).toBeLessThan(900);
  await first.close();
});

test('a flood is drawn ten times a second, its end too', async () => {
  const drawnAt = await page.evaluate(() => window.drawFlood(8));
  // The first frames come before it is known for a flood.
  const gaps = drawnAt.slice(3).map((at, n) => at - (drawnAt[n + 2] ?? 0));
  expect(gaps.length).toBeGreaterThan(2);
  // The frame after the timer that waits for it; clocks of pages are a little coarse.
  expect(Math.min(...gaps)).toBeGreaterThan(98);
});

test('what a shell prints is counted, and drawn so', async () => {
  await onPage(page.locator('.xterm-screen canvas').first()).toBeAttached();
  await page.evaluate(() => {
    window.stopClock();
    const { drawElementsInstanced } = WebGL2RenderingContext.prototype;
    window.drawnAt = [];
    WebGL2RenderingContext.prototype.drawElementsInstanced = function (...args) {
      // Of the beginning of a frame, which draws several times.
      const now = Number(document.timeline.currentTime);
      if (now - (window.drawnAt.at(-1) ?? 0) > 1) window.drawnAt.push(now);
      drawElementsInstanced.apply(this, args);
    };
  });
  await line(`yes | head -c 200000; printf '\\033]2;flood\\a'; timeout 2 yes; echo do"ne"`);
  await page.waitForFunction(() => window.told.titles.includes('flood'));
  await page.evaluate(() => {
    window.drawnAt.length = 0;
  });
  await shows('done');
  const drawnAt = await page.evaluate(() => window.drawnAt);
  const gaps = drawnAt.slice(1).map((at, n) => at - (drawnAt[n] ?? 0));
  expect(gaps.length).toBeGreaterThan(2);
  // A frame has the time of its beginning.
  expect(Math.min(...gaps)).toBeGreaterThan(75);
});
