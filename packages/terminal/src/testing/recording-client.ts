import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type ClientOptions, TerminalClient } from '../browser/client.ts';
import type { WebSocketLike } from '../browser/connection.ts';
import type { TerminalState } from '../browser/state.ts';
import type { Notice, Presence, Welcome } from '../common/frames.ts';
import type { Size } from '../common/limits.ts';

export interface RecordingOptions {
  readonly getTicket: ClientOptions['getTicket'];
  readonly origin: string;
  readonly size?: Size;
  readonly mode?: ClientOptions['mode'];
}

/** A `TerminalClient` without a screen: remembers what it got, and waits for what should come. */
export class RecordingClient {
  readonly client: TerminalClient;
  readonly welcomes: Welcome[] = [];
  readonly notices: Notice[] = [];
  readonly states: TerminalState[] = [];
  readonly sizes: Size[] = [];
  presence: Presence | undefined;
  /** Everything written since the last reset. */
  text = '';
  bytes = 0;
  /** Bytes that came while nothing was parsed. */
  held = 0;
  resets = 0;
  /** The present socket; terminate it to see a connection drop. */
  socket: WebSocket | undefined;
  #decoder = new TextDecoder();
  #parsing = true;
  #held: (() => void)[] = [];
  #waiters = new Set<() => void>();

  constructor(options: RecordingOptions) {
    this.client = new TerminalClient({
      getTicket: options.getTicket,
      size: options.size ?? { columns: 80, rows: 24 },
      ...(options.mode && { mode: options.mode }),
      sink: {
        write: (data, parsed) => {
          if (!this.#parsing) this.#note(() => this.#hold(data.length));
          this.#do(() => this.#write(data, parsed));
        },
        resize: (size) => this.sizes.push(size),
        reset: () => this.#reset(),
      },
      openWebSocket: (url, protocol) => {
        this.socket = new WebSocket(url, protocol, { origin: options.origin, perMessageDeflate: false });
        return this.socket as unknown as WebSocketLike;
      },
    });
    this.client.on('welcome', (welcome) => this.#note(() => this.welcomes.push(welcome)));
    this.client.on('notice', (notice) => this.#note(() => this.notices.push(notice)));
    this.client.on('state', (state) => this.#note(() => this.states.push(state)));
    this.client.on('presence', (presence) =>
      this.#note(() => {
        this.presence = presence;
      }),
    );
    this.client.connect();
  }

  /** While off nothing is parsed or acknowledged: a tab that hangs. */
  set parsing(on: boolean) {
    this.#parsing = on;
    if (on) for (const action of this.#held.splice(0)) action();
  }

  /** Drops the connection as a network does. */
  drop(): void {
    this.socket?.terminate();
  }

  async until(what: string, condition: (it: this) => boolean, withinMs = 20_000): Promise<this> {
    if (condition(this)) return this;
    const waiting = Promise.withResolvers<void>();
    const look = () => condition(this) && waiting.resolve();
    const timer = setTimeout(() => {
      const tail = JSON.stringify(this.text.slice(-600));
      waiting.reject(new Error(`${what} did not come: ${JSON.stringify(this.client.state)} ${tail}`));
    }, withinMs);
    this.#waiters.add(look);
    try {
      await waiting.promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(look);
    }
    return this;
  }

  /** Waits until what is typed counts; a shell that was found again counts from its own READY. */
  open(): Promise<this> {
    return this.until('an open terminal', ({ client }) => client.state.kind === 'open' && client.ready);
  }

  /** Waits for text on what was written since the last reset. */
  shows(text: string | RegExp): Promise<this> {
    return this.until(String(text), () =>
      typeof text === 'string' ? this.text.includes(text) : text.test(this.text),
    );
  }

  /** Types a line and presses Enter. */
  line(text: string): void {
    this.client.input(`${text}\r`);
  }

  async close(): Promise<void> {
    const { socket } = this;
    const closed = socket && socket.readyState !== WebSocket.CLOSED ? once(socket, 'close') : undefined;
    this.client.close();
    await closed;
  }

  #do(action: () => void): void {
    if (this.#parsing) action();
    else this.#held.push(action);
  }

  #hold(bytes: number): void {
    this.held += bytes;
  }

  #write(data: Uint8Array, parsed: () => void): void {
    this.bytes += data.length;
    this.text += this.#decoder.decode(data, { stream: true });
    // A long flood is not kept: only its end is looked at.
    if (this.text.length > 4_000_000) this.text = this.text.slice(-1_000_000);
    this.#note(parsed);
  }

  #reset(): void {
    this.resets += 1;
    this.text = '';
    this.#decoder = new TextDecoder();
  }

  #note(action: () => void): void {
    action();
    for (const waiter of [...this.#waiters]) waiter();
  }
}
