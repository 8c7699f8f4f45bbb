import type { Terminal as HeadlessTerminal } from '@xterm/headless';
import { type Size, scrollbackLines } from '../common/limits.ts';
import { StreamBoundary } from './boundary.ts';
import { SerializeAddon, Terminal, UnicodeGraphemesAddon } from './headless.ts';
import { ScreenExtras } from './screen-extras.ts';
import { TurnWriter } from './turn-writer.ts';

/** The screen as it was at `offset`: text with control sequences that draws it in an emulator of `size`. */
export interface Snapshot {
  readonly offset: number;
  readonly data: Uint8Array;
  readonly size: Size;
  readonly sizeRevision: number;
}

/** The channel waits while more than so many bytes are not parsed; half the ring, so a snapshot's offset is always in it. */
const busyAboveBytes = 256 * 1024;
const idleBelowBytes = 64 * 1024;

/** The state of a terminal without anybody looking: what a late viewer is shown. */
export class Screen {
  readonly #terminal: HeadlessTerminal;
  readonly #writer: TurnWriter;
  readonly #serializer = new SerializeAddon();
  readonly #extras: ScreenExtras;
  readonly #boundary = new StreamBoundary();
  readonly #onBusy: (busy: boolean) => void;
  #sizeRevision = 0;
  #unparsed = 0;
  #busy = false;

  /** `onBusy` is told when so much is unparsed that output should wait, and when it may go on. */
  constructor(size: Size, onBusy: (busy: boolean) => void) {
    this.#onBusy = onBusy;
    this.#terminal = new Terminal({
      cols: size.columns,
      rows: size.rows,
      scrollback: scrollbackLines,
      allowProposedApi: true,
      logLevel: 'off',
    });
    this.#writer = new TurnWriter(this.#terminal);
    // The add-ons are typed for the browser's Terminal; they use only what the headless one has as well.
    const load = (addon: unknown) =>
      this.#terminal.loadAddon(addon as Parameters<HeadlessTerminal['loadAddon']>[0]);
    load(this.#serializer);
    load(new UnicodeGraphemesAddon());
    this.#extras = new ScreenExtras(this.#terminal);
  }

  /** True while programs want pastes marked as such. */
  get bracketedPaste(): boolean {
    return this.#terminal.modes.bracketedPasteMode;
  }

  write(data: Uint8Array): void {
    this.#unparsed += data.length;
    this.#writer.write(data, () => {
      this.#boundary.feed(data);
      this.#unparsed -= data.length;
      if (this.#busy && this.#unparsed < idleBelowBytes) this.#setBusy(false);
    });
    if (!this.#busy && this.#unparsed > busyAboveBytes) this.#setBusy(true);
  }

  /** Takes effect after everything written before. */
  resize(size: Size, sizeRevision: number): void {
    this.#writer.write('', () => {
      this.#terminal.resize(size.columns, size.rows);
      this.#sizeRevision = sizeRevision;
    });
  }

  /** Waits for what was written before, then serialises; the offset is that of the bytes parsed by then. */
  snapshot(): Promise<Snapshot> {
    return new Promise((resolve) => {
      this.#writer.write('', () => {
        const text = this.#serializer.serialize({ scrollback: scrollbackLines }) + this.#extras.serialize();
        resolve({
          offset: this.#boundary.safe,
          data: new TextEncoder().encode(text),
          size: { columns: this.#terminal.cols, rows: this.#terminal.rows },
          sizeRevision: this.#sizeRevision,
        });
      });
    });
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy;
    this.#onBusy(busy);
  }
}
