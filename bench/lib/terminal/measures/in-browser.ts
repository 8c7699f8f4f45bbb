import { readFile } from 'node:fs/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { restMs } from '@springboard/terminal/browser/drawing.ts';
import type { Contender } from '../contenders/contender.ts';
import type { Mixed } from '../mixed-output.ts';
import { servePages } from '../pages/serve.ts';
import { within } from '../within.ts';

/** Nothing that is measured takes so long, in milliseconds: a page that takes it lost something. */
const patienceMs = 300_000;

/** A shell in a page is there within so long, and answers a line within so long; in milliseconds. */
const shellWithinMs = 120_000;
const answerWithinMs = 5_000;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What is asked of xterm.js in the peers' pages, which leave it where it can be found. */
interface PageTerminal {
  resize(columns: number, rows: number): void;
  readonly buffer: {
    readonly active: {
      readonly length: number;
      getLine(index: number): { translateToString(trim: boolean): string } | undefined;
    };
  };
}
declare global {
  interface Window {
    /** ttyd's, wetty's. */
    term?: PageTerminal;
    wetty_term?: PageTerminal;
    enteredAt?: number;
  }
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox'],
    // Of its own it would end the benchmark with it, and what was measured until then.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** The part of Playwright's inside that is asked here; of the pinned version. */
interface Inner {
  readonly _connection: {
    toImpl(page: Page): {
      readonly delegate: {
        readonly _mainFrameSession: {
          readonly _client: { send(method: 'Network.disable'): Promise<unknown> };
        };
      };
    };
  };
}

/**
 * Playwright has Chromium tell it of the network, which is a copy, in base64, of each frame of a WebSocket: an eighth of what the machine does while a
 * terminal's output comes, and nothing of it the terminal's. There is no public way to have less told.
 */
async function stopListeningToNetwork(page: Page): Promise<void> {
  const { delegate } = (page as unknown as Inner)._connection.toImpl(page);
  await delegate._mainFrameSession._client.send('Network.disable');
}

/** A terminal in Chromium. What its shell is done with it says by setting the title: every page has that, and none draws for it. */
export class BrowserTerminal {
  readonly #page: Page;
  #titles = 0;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the page and waits for its shell. */
  static async open(browser: Browser, contender: Contender): Promise<BrowserTerminal> {
    const page = await browser.newPage({ viewport: { width: 1040, height: 640 } });
    try {
      return await BrowserTerminal.#openIn(page, contender);
    } catch (error) {
      await page.close();
      throw error;
    }
  }

  static async #openIn(page: Page, contender: Contender): Promise<BrowserTerminal> {
    if (!contender.page) throw new Error(`${contender.name} has no page`);
    page.setDefaultTimeout(patienceMs);
    await page.addInitScript(() => {
      window.addEventListener(
        'keydown',
        ({ key }) => {
          if (key === 'Enter') window.enteredAt = performance.now();
        },
        { capture: true },
      );
    });
    await page.goto(await contender.page());
    await page.locator('.xterm-helper-textarea').focus();
    await stopListeningToNetwork(page);
    const terminal = new BrowserTerminal(page);
    await terminal.#untilShell(contender.name);
    return terminal;
  }

  /** Keys that come before the shell is there are lost in some pages: a line is typed again until it is answered. */
  async #untilShell(name: string): Promise<void> {
    for (const end = performance.now() + shellWithinMs; performance.now() < end; ) {
      // Ctrl-C would end an ssh that is logging in; without quotes, half a line leaves none open.
      await this.#page.keyboard.press('Control+u');
      await this.#page.keyboard.type('printf \\\\033]0\\;shell-%s\\\\007 here');
      await this.#page.keyboard.press('Enter');
      const answered = this.#page.waitForFunction(() => document.title.includes('shell-here'), undefined, {
        timeout: answerWithinMs,
      });
      if (await answered.then(() => true).catch(() => false)) return;
    }
    throw new Error(`no shell answered in the page of ${name}`);
  }

  /** Types a line, and resolves with milliseconds from Enter until all it printed is drawn. */
  async run(command: string): Promise<number> {
    this.#titles += 1;
    const title = `bench-title-${this.#titles}`;
    await this.#page.keyboard.type(`${command}; printf '\\033]0;bench-%s-%s\\007' title ${this.#titles}`);
    await this.#page.keyboard.press('Enter');
    // Its own clock does not run in a page that is busy without end.
    return within(2 * patienceMs, `drawing what ${command} prints`, this.#drawn(title));
  }

  /** Has the shell say how large it takes its terminal for. */
  async size(): Promise<Size> {
    await this.#page.keyboard.type(`printf '\\033]0;size-%s-\\007' "$(stty size)"`);
    await this.#page.keyboard.press('Enter');
    const title = await this.#page.waitForFunction(() => /size-(\d+) (\d+)-/.exec(document.title)?.slice(1));
    const [rows, columns] = ((await title.jsonValue()) ?? []).map(Number);
    if (!rows || !columns) throw new Error('no size');
    return { columns, rows };
  }

  /** Gives a peer's terminal the size of ours. Throws when its shell does not have it then. */
  async resize(wanted: Size): Promise<void> {
    await this.#page.evaluate(
      ({ columns, rows }) => (window.term ?? window.wetty_term)?.resize(columns, rows),
      wanted,
    );
    const { columns, rows } = await this.size();
    if (columns !== wanted.columns || rows !== wanted.rows) throw new Error(`it stayed ${columns}x${rows}`);
  }

  /** Whether the end of the terminal's text has `line`. */
  shows(line: string): Promise<boolean> {
    return this.#page.evaluate((text) => {
      if (window.springboard) return window.springboard.search(text, 'previous');
      const buffer = (window.term ?? window.wetty_term)?.buffer.active;
      const last = Array.from({ length: 60 }, (_, n) => (buffer ? buffer.length - 60 + n : 0));
      return last.some((index) => buffer?.getLine(index)?.translateToString(true).includes(text));
    }, line);
  }

  /** `webgl` or `dom`. */
  renderer(): Promise<string> {
    return this.#page.evaluate(() => (document.querySelector('.xterm-screen canvas') ? 'webgl' : 'dom'));
  }

  close(): Promise<void> {
    return this.#page.close();
  }

  #drawn(title: string): Promise<number> {
    return this.#page.evaluate(
      ({ wanted, withinMs, restMs }) =>
        new Promise<number>((resolve, reject) => {
          const late = () => reject(new Error('what its shell says at the end never came'));
          setTimeout(late, withinMs);
          const look = () => {
            if (!document.title.includes(wanted)) return;
            observer.disconnect();
            // Parsed now; drawn in the next frame, and on the screen by the one after. Ours may rest before that, and is taken to have done so.
            const rest = window.springboard ? restMs : 0;
            requestAnimationFrame(() =>
              requestAnimationFrame(() =>
                resolve(performance.now() + rest - (window.enteredAt ?? Number.NaN)),
              ),
            );
          };
          const observer = new MutationObserver(look);
          observer.observe(document.head, { subtree: true, childList: true, characterData: true });
          look();
        }),
      { wanted: title, withinMs: patienceMs, restMs },
    );
  }
}

/** What xterm.js alone takes for the same bytes, in the same browser and at the same size, in milliseconds. */
export async function measureXtermAlone(browser: Browser, mixed: Mixed, size: Size): Promise<number> {
  await using open = new AsyncDisposableStack();
  const pages = open.adopt(await servePages({ '/mixed': () => readFile(mixed.path) }), (it) => it.stop());
  const page = open.adopt(await browser.newPage({ viewport: { width: 1040, height: 640 } }), (it) =>
    it.close(),
  );
  page.setDefaultTimeout(patienceMs);
  await page.goto(`${pages.url}/xterm-alone.html`);
  const drawn = page.evaluate(async ({ columns, rows }) => {
    if (!window.parseAlone) throw new Error('the page is not ready');
    return window.parseAlone('/mixed', columns, rows);
  }, size);
  return await within(patienceMs, 'parsing with xterm.js alone', drawn);
}
