import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, expect, type Page } from '@playwright/test';
import { startSshd, type TestSshd } from './sshd.ts';
import { TestTerminalServer } from './terminal-server.ts';

const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

/** A page with one terminal, as the web app would ship it: built, so that what the bundler makes of xterm.js is tested, too. */
async function buildPage(): Promise<Map<string, string | Uint8Array>> {
  const { build } = await import('vite');
  const output = await build({
    root: fileURLToPath(new URL('page', import.meta.url)),
    logLevel: 'error',
    build: { write: false },
  });
  if (!('output' in output)) throw new Error('one build was expected');
  return new Map(
    output.output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  );
}

/** An sshd, a terminal server before it, and pages in Chromium with a terminal each. Needs root, as the sshd does. */
export class TerminalPages {
  /** The attempt whose first terminal the next page shows. */
  attempt = '';
  readonly sshd: TestSshd;
  readonly server: TestTerminalServer;
  readonly #files: ReadonlyMap<string, string | Uint8Array>;
  readonly #browser: Browser;
  readonly #http: Server = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    const file = path === '/' ? '/index.html' : path;
    const found =
      path === '/ticket' ? JSON.stringify(this.server.ticket(this.attempt)) : this.#files.get(file);
    response.writeHead(found === undefined ? 404 : 200, {
      'content-type': types[file.split('.').at(-1) ?? ''] ?? 'application/json',
    });
    response.end(found);
  });

  private constructor(
    sshd: TestSshd,
    server: TestTerminalServer,
    files: ReadonlyMap<string, string | Uint8Array>,
    browser: Browser,
  ) {
    this.sshd = sshd;
    this.server = server;
    this.#files = files;
    this.#browser = browser;
  }

  static async start(): Promise<TerminalPages> {
    const files = await buildPage();
    const sshd = await startSshd();
    const server = await new TestTerminalServer(sshd).listen();
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    // A machine without a graphics card draws WebGL by its processor.
    const args = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
    const browser = await chromium.launch({ executablePath, args });
    const pages = new TerminalPages(sshd, server, files, browser);
    pages.#http.listen(0, '127.0.0.1');
    await once(pages.#http, 'listening');
    return pages;
  }

  /** A page of its own that may use the clipboard, with nothing in it yet. */
  async newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    });
    const page = await context.newPage();
    // `stop` may close the browser meanwhile, and all that was open in it.
    page.on('close', () => void context.close().catch(() => undefined));
    return page;
  }

  /** Shows the terminal in a page, or shows it anew, and resolves when it takes keys. `query`: see `page/page.ts`. */
  async show(page: Page, query = ''): Promise<void> {
    await page.goto(`http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/${query}`);
    await page.waitForFunction(() => window.terminal.state.kind === 'open');
    await page.evaluate(() => window.terminal.focus());
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#http.close();
    await this.server.close();
    await this.sshd.stop();
  }
}

/** What the terminal in a page shows, line by line, as screen readers are told it; lines end without blanks. */
export async function linesOf(page: Page): Promise<string[]> {
  const lines = await page.locator('.xterm-accessibility-tree > *').allTextContents();
  return lines.map((line) => line.replaceAll('\u00a0', ' ').trimEnd());
}

/** Waits until the terminal shows a text. */
export async function shows(page: Page, text: string | RegExp): Promise<void> {
  await expect(page.locator('.xterm-accessibility')).toContainText(text, { timeout: 20_000 });
}

/** Types a line and presses Enter. */
export async function typeLine(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}
