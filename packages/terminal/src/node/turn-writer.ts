import type { Terminal } from '@xterm/headless';

/** Bytes parsed in one turn of the event loop: about 2 ms of it. Fewer would cost throughput, since xterm.js waits 1 ms before each. */
const turnBytes = 64 * 1024;

interface Piece {
  readonly data: Uint8Array | string;
  readonly parsed: () => void;
}

/**
 * Gives a headless xterm.js what it parses, a little per turn of the event loop. By itself it goes on for 12 ms, for it reckons
 * with a screen to draw; so long no other terminal of this process would get its echo.
 */
export class TurnWriter {
  readonly #terminal: Terminal;
  readonly #waiting: Piece[] = [];
  #writing = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** `parsed` is called when the data, and all before it, was taken in. */
  write(data: Uint8Array | string, parsed: () => void): void {
    this.#waiting.push({ data, parsed });
    if (!this.#writing) this.#writeTurn();
  }

  #writeTurn(): void {
    let bytes = 0;
    let count = 0;
    for (const { data } of this.#waiting) {
      bytes += data.length;
      count += 1;
      if (bytes >= turnBytes) break;
    }
    const pieces = this.#waiting.splice(0, count);
    this.#writing = pieces.length > 0;
    for (const [index, { data, parsed }] of pieces.entries())
      this.#terminal.write(data, () => {
        parsed();
        if (index === pieces.length - 1) setImmediate(() => this.#writeTurn());
      });
  }
}
