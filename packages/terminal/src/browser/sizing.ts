import type { FitAddon } from '@xterm/addon-fit';
import type { Terminal } from '@xterm/xterm';
import type { Size } from '../common/limits.ts';

/** Smallest font, in CSS pixels, to which another viewer's size is scaled down. */
const smallestFont = 5;
/** While an edge is dragged the size is asked for this often, in milliseconds. */
const settleMs = 80;

/** Keeps a terminal's size in step with its element: by asking for a size when it owns it, by scaling the font otherwise. */
export class Sizing {
  readonly #terminal: Terminal;
  readonly #fit: FitAddon;
  readonly #ask: (size: Size) => void;
  readonly #observer: ResizeObserver;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fontSize: number;
  #owns = true;

  constructor(terminal: Terminal, fit: FitAddon, element: HTMLElement, ask: (size: Size) => void) {
    this.#terminal = terminal;
    this.#fit = fit;
    this.#ask = ask;
    this.#fontSize = terminal.options.fontSize ?? 14;
    this.#observer = new ResizeObserver(() => {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.update();
      }, settleMs);
    });
    this.#observer.observe(element);
  }

  get ownsSize(): boolean {
    return this.#owns;
  }
  set ownsSize(owns: boolean) {
    if (owns === this.#owns) return;
    this.#owns = owns;
    if (owns) this.#terminal.options.fontSize = this.#fontSize;
    this.update();
  }

  set fontSize(pixels: number) {
    this.#fontSize = pixels;
    this.#terminal.options.fontSize = pixels;
    this.update();
  }

  /** The size that fits now; undefined while the element is hidden. */
  measure(): Size | undefined {
    const fits = this.#fit.proposeDimensions();
    if (!fits || !Number.isFinite(fits.cols) || !Number.isFinite(fits.rows)) return undefined;
    return { columns: fits.cols, rows: fits.rows };
  }

  update(): void {
    const fits = this.measure();
    if (!fits) return;
    if (this.#owns) {
      this.#ask(fits);
      return;
    }
    const now = this.#terminal.options.fontSize ?? this.#fontSize;
    const scale = Math.min(fits.columns / this.#terminal.cols, fits.rows / this.#terminal.rows);
    this.#scaleTo(Math.min(this.#fontSize, Math.floor(now * scale)));
  }

  /** Cells are whole device pixels wide, so a font that should fit may not: looked at once it is drawn. */
  #scaleTo(fontSize: number): void {
    this.#terminal.options.fontSize = Math.max(smallestFont, fontSize);
    requestAnimationFrame(() => {
      const fits = this.measure();
      if (this.#owns || !fits || fontSize <= smallestFont) return;
      const { cols, rows } = this.#terminal;
      if (fits.columns < cols || fits.rows < rows) this.#scaleTo(fontSize - 1);
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
  }
}
