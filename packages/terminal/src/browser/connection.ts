import { encodeClientFrame } from '../common/client-codec.ts';
import { closeReasons } from '../common/close.ts';
import type { ClientFrame, ServerFrame } from '../common/frames.ts';
import { pingEveryMs, probeWithinMs, silentPings, snapshotPings, subprotocol } from '../common/limits.ts';
import { decodeServerFrame } from '../common/server-codec.ts';

/** The part of a WebSocket that is used; the browser's and that of `ws` both have it. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  onopen: ((event: never) => unknown) | null;
  onmessage: ((event: never) => unknown) | null;
  onclose: ((event: never) => unknown) | null;
  onerror: ((event: never) => unknown) | null;
}
export type OpenWebSocket = (url: string, protocol: string) => WebSocketLike;

export interface ConnectionEvents {
  readonly open: () => void;
  readonly frame: (frame: ServerFrame) => void;
  /** Called once, whoever closed. */
  readonly close: (code: number, reason: string) => void;
}

const openState = 1;

/** One socket: frames in and out, and a watch on its silence. */
export class Connection {
  readonly #socket: WebSocketLike;
  readonly #events: ConnectionEvents;
  /** Pings since the last frame. */
  #unanswered = 0;
  /** So many of them are one silence. */
  #patience = silentPings;
  #probe: ReturnType<typeof setTimeout> | undefined;
  readonly #watch: ReturnType<typeof setInterval>;
  #ping = 0;
  #over = false;

  constructor(open: OpenWebSocket, url: string, events: ConnectionEvents) {
    this.#events = events;
    this.#socket = open(url, subprotocol);
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.onopen = () => {
      if (!this.#over) events.open();
    };
    this.#socket.onmessage = (event: { data: unknown }) => this.#receive(event.data);
    this.#socket.onclose = (event: { code: number; reason: string }) => this.#end(event.code, event.reason);
    this.#socket.onerror = () => {};
    this.#watch = setInterval(() => this.#keepAlive(), pingEveryMs);
  }

  send(frame: ClientFrame): void {
    if (!this.#over && this.#socket.readyState === openState) this.#socket.send(encodeClientFrame(frame));
  }

  close(code = 1000, reason = ''): void {
    this.#socket.close(code, reason);
    this.#end(code, reason);
  }

  #receive(data: unknown): void {
    if (this.#over) return;
    this.#unanswered = 0;
    clearTimeout(this.#probe);
    try {
      if (!(data instanceof ArrayBuffer)) throw new Error('a text frame');
      const frame = decodeServerFrame(new Uint8Array(data));
      // Only the next frame can be a snapshot, and nothing is heard while a long one comes.
      this.#patience = frame.type === 'welcome' || frame.type === 'size' ? snapshotPings : silentPings;
      this.#events.frame(frame);
    } catch (error) {
      console.error('terminal:', error);
      this.close(closeReasons.badFrame.code, closeReasons.badFrame.reason);
    }
  }

  /** The tab woke up or the network came back: the connection shows that it lives, or is given up at once. */
  probe(): void {
    clearTimeout(this.#probe);
    this.#probe = setTimeout(() => this.#giveUp(), probeWithinMs);
    this.#sendPing();
  }

  /** Counts pings and not time: a browser lets the timers of a hidden tab run once a minute. */
  #keepAlive(): void {
    if (this.#unanswered >= this.#patience) this.#giveUp();
    else this.#sendPing();
  }

  #sendPing(): void {
    this.#unanswered += 1;
    this.#ping = (this.#ping + 1) % 2 ** 32;
    this.send({ type: 'ping', token: this.#ping });
  }

  #giveUp(): void {
    this.close(closeReasons.silent.code, closeReasons.silent.reason);
  }

  #end(code: number, reason: string): void {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#watch);
    clearTimeout(this.#probe);
    this.#events.close(code, reason);
  }
}
