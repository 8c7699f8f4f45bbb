import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, expect as onPage, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSshd, type TestSshd } from '../testing/sshd.ts';
import { TestTerminalServer } from '../testing/terminal-server.ts';

let sshd: TestSshd;
let server: TestTerminalServer;
let pages: Server;
let browser: Browser;
let page: Page;
let attempt: string;

/** The page as the web app would ship it: built, so that what the bundler makes of xterm.js is tested, too. */
async function buildPage(): Promise<Map<string, string | Uint8Array>> {
  const { build } = await import('vite');
  const output = await build({
    root: fileURLToPath(new URL('../testing/page', import.meta.url)),
    logLevel: 'error',
    build: { write: false },
  });
  if (!('output' in output)) throw new Error('one build was expected');
  return new Map(
    output.output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  );
}

const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

beforeAll(async () => {
  sshd = await startSshd();
  server = await new TestTerminalServer(sshd).listen();
  const files = await buildPage();
  pages = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    const found = path === '/ticket' ? JSON.stringify(server.ticket(attempt)) : files.get(path);
    response.writeHead(found === undefined ? 404 : 200, {
      'content-type': types[path.split('.')[1] ?? ''] ?? 'application/json',
    });
    response.end(found);
  }).listen(0, '127.0.0.1');
  await once(pages, 'listening');
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  pages?.close();
  await server?.close();
  await sshd?.stop();
});

beforeEach(async () => {
  attempt = randomUUID();
  page = await browser.newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
  await show();
});
afterEach(() => page.close());

async function show(): Promise<void> {
  await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => window.terminal.state.kind === 'open');
  await page.evaluate(() => window.terminal.focus());
}
const line = async (text: string) => {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};
const shows = (text: string | RegExp) => onPage(page.locator('.xterm-accessibility')).toContainText(text);

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
  sshd.cut();
  await page.waitForFunction(() => window.told.notices.includes('node-back'));
  // A run waits until the new shell takes input; keys typed before that moment are dropped.
  await page.evaluate((id) => window.terminal.run(id, 'echo ag"ain"'), randomUUID());
  await shows('again');
});

test('a second page takes the size, and the first takes it back with the focus', async () => {
  const first = page;
  page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
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
