import type { Terminal as HeadlessTerminal } from '@xterm/headless';
import { WebSocket } from 'ws';
import { type ClientOptions, TerminalClient } from '../browser/client.ts';
import type { WebSocketLike } from '../browser/connection.ts';
import type { TerminalState } from '../browser/state.ts';
import type { Notice, Welcome } from '../common/frames.ts';
import { type Size, scrollbackLines } from '../common/limits.ts';
import { makeUnbreakable } from '../common/unbreakable.ts';
import { Terminal, UnicodeGraphemesAddon } from '../node/headless.ts';

/** An emulator as pages have it, without a window. */
export function headlessTerminal({ columns, rows }: Size): HeadlessTerminal {
  const terminal = new Terminal({
    cols: columns,
    rows,
    scrollback: scrollbackLines,
    allowProposedApi: true,
    logLevel: 'off',
  });
  // Typed for the browser's Terminal; it uses only what the headless one has as well.
  const addon: unknown = new UnicodeGraphemesAddon();
  terminal.loadAddon(addon as Parameters<HeadlessTerminal['loadAddon']>[0]);
  makeUnbreakable(terminal, (error) => {
    throw error;
  });
  return terminal;
}

/** What stands in an emulator, scrollback and all, without the spaces at the ends of lines. */
export function linesOf({ buffer }: HeadlessTerminal): string[] {
  const { active } = buffer;
  return Array.from(
    { length: active.length },
    (_, y) => active.getLine(y)?.translateToString().trimEnd() ?? '',
  );
}

export interface EmulatedOptions {
  readonly getTicket: ClientOptions['getTicket'];
  readonly origin: string;
  readonly size?: Size;
  readonly mode?: ClientOptions['mode'];
}

/** A page without a page: `TerminalClient` and an emulator. */
export class EmulatedClient {
  readonly terminal: HeadlessTerminal;
  readonly client: TerminalClient;
  readonly welcomes: Welcome[] = [];
  readonly notices: Notice[] = [];
  readonly states: TerminalState[] = [];
  #socket: WebSocket | undefined;
  title = '';
  #slowness = 0;
  #stalled: (() => void)[] | undefined;
  readonly #waiters = new Set<() => void>();

  constructor({ getTicket, origin, size = { columns: 80, rows: 24 }, mode }: EmulatedOptions) {
    this.terminal = headlessTerminal(size);
    this.terminal.onTitleChange((title) => {
      this.title = title;
    });
    this.client = new TerminalClient({
      getTicket,
      size,
      ...(mode && { mode }),
      sink: {
        // What is to happen at its place in the stream, as a reset, does: only the news that output was parsed comes late.
        write: (data, parsed) =>
          this.terminal.write(data, () => (data.length > 0 ? this.#parsed(parsed) : this.#tell(parsed))),
        resize: ({ columns, rows }) => this.terminal.resize(columns, rows),
        reset: () => this.terminal.reset(),
      },
      openWebSocket: (url, protocol) => {
        this.#socket = new WebSocket(url, protocol, { origin, perMessageDeflate: false });
        return this.#socket as unknown as WebSocketLike;
      },
    });
    this.client.on('welcome', (welcome) => void this.welcomes.push(welcome));
    this.client.on('notice', (notice) => void this.notices.push(notice));
    this.client.on('state', (state) => void this.states.push(state));
    for (const event of ['welcome', 'notice', 'state'] as const) this.client.on(event, () => this.#look());
    this.client.connect();
  }

  /** While it is, nothing is said to be parsed: a page that stands still. */
  set stalled(on: boolean) {
    const held = this.#stalled ?? [];
    this.#stalled = on ? held : undefined;
    if (!on) for (const tell of held) tell();
  }

  /** Milliseconds after which what was parsed is said to be: a page that is busy. */
  set slowness(ms: number) {
    this.#slowness = ms;
  }

  get screen(): string {
    return linesOf(this.terminal).join('\n');
  }

  /** Drops the connection as a network does. */
  drop(): void {
    this.#socket?.terminate();
  }

  async until(what: string, condition: (it: this) => boolean, withinMs = 30_000): Promise<this> {
    const met = Promise.withResolvers<void>();
    const look = () => condition(this) && met.resolve();
    const timer = setTimeout(
      () =>
        met.reject(new Error(`${what} did not come: ${JSON.stringify(this.client.state)}\n${this.screen}`)),
      withinMs,
    );
    this.#waiters.add(look);
    look();
    try {
      await met.promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(look);
    }
    return this;
  }

  open(): Promise<this> {
    return this.until('an open terminal', () => this.client.state.kind === 'open');
  }

  shows(text: string | RegExp): Promise<this> {
    const there = typeof text === 'string' ? () => this.screen.includes(text) : () => text.test(this.screen);
    return this.until(String(text), there);
  }

  close(): void {
    this.client.close();
    this.terminal.dispose();
  }

  #parsed(tell: () => void): void {
    const done = () => this.#tell(tell);
    if (this.#stalled) this.#stalled.push(done);
    else if (this.#slowness === 0) done();
    else setTimeout(done, this.#slowness);
  }

  #tell(tell: () => void): void {
    tell();
    this.#look();
  }

  #look(): void {
    for (const look of [...this.#waiters]) look();
  }
}
