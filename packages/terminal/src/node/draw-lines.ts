import type { IBuffer, IBufferCell, IBufferLine } from '@xterm/headless';
import { type Look, sgr } from './look.ts';

const plain = '\x1b[0m';

/** A cell as the emulator keeps it: its look is two numbers, and equal numbers are an equal look. */
type Cell = IBufferCell & Look & { readonly fg: number; readonly bg: number };

/** Text that draws these lines of a buffer, the first one where the cursor is, into an emulator with as many columns. */
export function drawLines(buffer: IBuffer, from: number, to: number): string {
  const pen = new Pen(buffer.getNullCell() as Cell);
  let text = '';
  let wrapped = false;
  for (let y = from; y < to; y += 1) {
    const line = buffer.getLine(y);
    if (!line) continue;
    const filled = pen.draw(line, wrapped);
    const next = y + 1 < to ? buffer.getLine(y + 1) : undefined;
    wrapped = next?.isWrapped === true && wrapsInto(next, line.length - filled);
    text += pen.take(next && !wrapped ? `${pen.reset()}\r\n` : '');
  }
  return text + pen.reset();
}

/** Whether the first character of the next line goes there by itself when so many columns are left. */
function wrapsInto(next: IBufferLine, left: number): boolean {
  const first = next.getCell(0);
  return first !== undefined && first.getChars() !== '' && first.getWidth() > left;
}

class Pen {
  readonly #cell: Cell;
  #text = '';
  #fg = 0;
  #bg = 0;
  /** What is printed next may join what was printed last. */
  #joins = false;

  constructor(cell: Cell) {
    this.#cell = cell;
  }

  take(more: string): string {
    const text = this.#text + more;
    this.#text = '';
    return text;
  }

  /** Nothing that is printed or scrolled from here on has a colour. */
  reset(): string {
    if (this.#fg === 0 && this.#bg === 0) return '';
    this.#fg = 0;
    this.#bg = 0;
    return plain;
  }

  /** Draws a line and answers how many of its columns are filled from the left. A line that was wrapped into has its rest cleared. */
  draw(line: IBufferLine, clear: boolean): number {
    let empty = 0;
    // After the last character that was printed.
    let column = 0;
    for (let x = 0; x < line.length; x += 1) {
      const cell = line.getCell(x, this.#cell) as Cell | undefined;
      if (!cell) break;
      const characters = cell.getChars();
      if (x < column) continue;
      if (characters === '') {
        if (cell.bg === 0) empty += 1;
        else {
          this.#skip(empty);
          empty = 0;
          this.#paint(cell);
        }
        continue;
      }
      this.#skip(empty);
      empty = 0;
      this.#print(cell, characters);
      column = x + Math.max(cell.getWidth(), 1);
    }
    if (clear && column < line.length) this.#text += `${this.reset()}\x1b[K`;
    return empty === 0 ? column : 0;
  }

  #skip(columns: number): void {
    if (columns > 0) this.#text += `\x1b[${columns}C`;
    this.#joins &&= columns === 0;
  }

  /** A cell that was erased with a colour. */
  #paint(cell: Cell): void {
    this.#look(cell);
    this.#text += '\x1b[X\x1b[C';
    this.#joins = false;
  }

  #print(cell: Cell, characters: string): void {
    const changed = this.#look(cell);
    // Only what begins a character of its own in ASCII surely does not join what is before it.
    const ascii = characters.charCodeAt(0) < 0x80;
    if (!changed && !ascii && this.#joins) this.#text += sgr(cell);
    this.#text += characters;
    this.#joins = true;
  }

  #look(cell: Cell): boolean {
    if (cell.fg === this.#fg && cell.bg === this.#bg) return false;
    this.#fg = cell.fg;
    this.#bg = cell.bg;
    this.#text += sgr(cell);
    return true;
  }
}
