import type { Terminal as HeadlessTerminal } from '@xterm/headless';
import { type Size, scrollbackLines } from '../common/limits.ts';
import { makeUnbreakable } from '../common/unbreakable.ts';
import { unfinished, WholeCharacters } from '../common/whole-characters.ts';
import { StreamBoundary } from './boundary.ts';
import { drawScreen } from './draw-screen.ts';
import { Terminal, UnicodeGraphemesAddon } from './headless.ts';
import { ScreenExtras } from './screen-extras.ts';

/** A screen and its scrollback: text with control sequences that draws them in an emulator of `size`. */
export interface DrawnScreen {
  readonly data: Uint8Array;
  readonly size: Size;
}

/** The screen as it was at `offset`. */
export interface Snapshot extends DrawnScreen {
  readonly offset: number;
  readonly sizeRevision: number;
}

/** The emulator decodes a piece as a whole into a buffer of four bytes for each, which it makes as large as the largest piece was, and keeps: half a megabyte in each terminal. Of pieces so long it stays at its first size. */
const pieceBytes = 4 * 1024;

/** How a screen begins. */
export interface ScreenStart {
  readonly size: Size;
  readonly sizeRevision?: number;
  /** Stands there before the first byte. */
  readonly drawn?: Uint8Array | undefined;
  /** Offset of the first byte that is written; default 0. */
  readonly offset?: number;
}

export interface ScreenEvents {
  /** So many bytes more were parsed. */
  readonly parsed?: (bytes: number) => void;
  /** Output broke the emulator: the screen is empty therefore, and goes on. */
  readonly broken?: (error: unknown) => void;
  /** True just before it parses or draws, false just after. */
  readonly working?: (on: boolean) => void;
}

/** The state of a terminal without anybody looking: what a late viewer is shown. */
export class Screen {
  readonly #terminal: HeadlessTerminal;
  readonly #extras: ScreenExtras;
  readonly #boundary: StreamBoundary;
  readonly #characters = new WholeCharacters();
  readonly #events: ScreenEvents;
  #sizeRevision: number;

  constructor({ size, sizeRevision = 0, drawn, offset = 0 }: ScreenStart, events: ScreenEvents = {}) {
    this.#events = events;
    this.#sizeRevision = sizeRevision;
    this.#boundary = new StreamBoundary(offset);
    this.#terminal = new Terminal({
      cols: size.columns,
      rows: size.rows,
      scrollback: scrollbackLines,
      allowProposedApi: true,
      logLevel: 'off',
    });
    // The add-ons are typed for the browser's Terminal; they use only what the headless one has as well.
    const load = (addon: unknown) =>
      this.#terminal.loadAddon(addon as Parameters<HeadlessTerminal['loadAddon']>[0]);
    load(new UnicodeGraphemesAddon());
    this.#extras = new ScreenExtras(this.#terminal);
    makeUnbreakable(this.#terminal, (error) => events.broken?.(error), events.working);
    if (drawn) this.#parse(drawn);
  }

  write(data: Uint8Array): void {
    this.#parse(this.#characters.take(data), () => {
      this.#boundary.feed(data);
      this.#events.parsed?.(data.length);
    });
  }

  /** Takes effect after everything written before. */
  resize(size: Size, sizeRevision: number): void {
    this.#terminal.write('', () => {
      this.#terminal.resize(size.columns, size.rows);
      this.#sizeRevision = sizeRevision;
    });
  }

  /** Waits for what was written before, then serialises; the offset is that of the bytes parsed by then. */
  snapshot(): Promise<Snapshot> {
    return this.#then(() => {
      const text = drawScreen(this.#terminal, scrollbackLines, this.#extras.serialize());
      return {
        offset: this.#boundary.safe,
        data: new TextEncoder().encode(text),
        size: { columns: this.#terminal.cols, rows: this.#terminal.rows },
        sizeRevision: this.#sizeRevision,
      };
    });
  }

  /** Whether programs want pastes marked as such, after what was written before. */
  bracketedPaste(): Promise<boolean> {
    return this.#then(() => this.#terminal.modes.bracketedPasteMode);
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  /** `data` ends with a whole character, and so does each of its pieces. */
  #parse(data: Uint8Array, parsed?: () => void): void {
    let at = 0;
    for (const end = data.length - pieceBytes; at < end; ) {
      const piece = data.subarray(at, at + pieceBytes);
      const whole = piece.subarray(0, piece.length - unfinished(piece));
      this.#terminal.write(whole);
      at += whole.length;
    }
    this.#terminal.write(data.subarray(at), parsed);
  }

  /** Looks at the emulator when it has parsed what was written before. */
  #then<T>(look: () => T): Promise<T> {
    return new Promise((resolve) => {
      this.#terminal.write('', () => {
        this.#events.working?.(true);
        const seen = look();
        this.#events.working?.(false);
        resolve(seen);
      });
    });
  }
}
