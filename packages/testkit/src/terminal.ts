import { TerminalClient } from '@springboard/terminal/browser/client.ts';
import { TerminalRefused } from '@springboard/terminal/browser/ticket.ts';
import { WebSocket } from 'ws';
import { type ApiClient, ApiError } from './api-client.ts';

/** Escape sequences that set colours, titles and modes: what is left is what a person reads, more or less. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in control characters
const escapes = /\u001b(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\[[0-?]*[ -/]*[@-~]|[=>()][0-9A-Za-z]?)/g;

/** A terminal of a running attempt without a page: types, and waits for text. Uses the page's own client. */
export class TestTerminal {
  readonly client: TerminalClient;
  readonly #waiting = new Set<() => void>();
  readonly #decoder = new TextDecoder();
  #text = '';

  /** Connects; `until` and `type` wait for the connection by themselves. */
  constructor(api: ApiClient, attemptId: string, node: string, number = 1) {
    this.client = new TerminalClient({
      size: { columns: 120, rows: 40 },
      openWebSocket: (url, protocol) => new WebSocket(url, protocol, { origin: api.url }),
      getTicket: async () => {
        try {
          return await api.terminalTicket(attemptId, node, number);
        } catch (error) {
          if (error instanceof ApiError && error.status < 500) throw new TerminalRefused(error.message);
          throw error;
        }
      },
      sink: {
        write: (data, parsed) => {
          this.#text += this.#decoder.decode(data, { stream: true });
          parsed();
          for (const look of this.#waiting) look();
        },
        resize: () => {},
        reset: () => {
          this.#text = '';
        },
      },
    });
    this.client.connect();
  }

  /** All that was printed since the last `forget`, without colours. */
  get text(): string {
    return this.#text.replace(escapes, '');
  }

  forget(): void {
    this.#text = '';
  }

  /** Resolves when the text matches; rejects after `limitMs` with the end of what was there. */
  async until(pattern: RegExp, limitMs = 30_000): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const look = () => {
      const found = pattern.exec(this.text);
      if (found) resolve(found);
    };
    const limit = setTimeout(
      () =>
        reject(
          new Error(
            `${pattern} did not appear within ${limitMs} ms (${JSON.stringify(this.client.state)}); the end was: ${this.text.slice(-500)}`,
          ),
        ),
      limitMs,
    );
    this.#waiting.add(look);
    look();
    try {
      return await promise;
    } finally {
      clearTimeout(limit);
      this.#waiting.delete(look);
    }
  }

  /** Waits for a root prompt. */
  async prompt(limitMs = 60_000): Promise<void> {
    await this.until(/root@\w+:[^\n]*# ?$/, limitMs);
  }

  /** Types a line and presses Enter. */
  type(line: string): void {
    this.client.input(`${line}\r`);
  }

  close(): void {
    this.client.close();
  }
}
