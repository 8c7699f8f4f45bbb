import type { Cast } from './cast.ts';

/** A line as it stood in the end, and when it did. */
export interface PrintedLine {
  /** Seconds in the replay. */
  readonly at: number;
  readonly text: string;
}

export interface PrintedLines {
  readonly lines: readonly PrintedLine[];
  /** There was more than is kept to be searched. */
  readonly more: boolean;
}

/** So many lines can be searched; a flood of the same line is one. */
const mostLines = 200_000;
/** So many characters of a line can be searched. */
const longestLine = 2_000;

const escapeKey = '\u001b';

/**
 * The lines that were printed, without what steers a terminal. A line that is edited at the prompt is read as it stood in the end: back, carriage return,
 * erase and the moves within a line are followed, over the rows that it is wrapped to, so that a corrected command is found as it was run. Programs
 * that fill the screen give a line for each place they write to.
 */
export function printedLines({ cols, events }: Pick<Cast, 'cols' | 'events'>): PrintedLines {
  const page = new Page(cols);
  /** What an escape sequence has so far: it may come in several pieces. */
  let sequence: string | null = null;
  for (const { at, code, data } of events) {
    if (code === 'r') page.cols = Number.parseInt(data, 10);
    if (code !== 'o') continue;
    for (const character of data) {
      if (character === escapeKey) sequence = '';
      else if (sequence === null) page.print(character, at);
      else {
        sequence += character;
        if (!isWhole(sequence)) continue;
        if (sequence.startsWith('[')) page.control(sequence.slice(1, -1), sequence.slice(-1));
        sequence = null;
      }
    }
  }
  page.newLine();
  return { lines: page.lines, more: page.more };
}

/** What has been printed so far, and the line that is being written: all of it, whatever rows it takes on the screen. */
class Page {
  readonly lines: PrintedLine[] = [];
  more = false;
  cols: number;
  #line: string[] = [];
  #column = 0;
  #changed = 0;
  /** The last column of a row was written to: the cursor stands on it until something follows. */
  #atMargin = false;

  constructor(cols: number) {
    this.cols = cols;
  }

  newLine(): void {
    const text = this.#line.join('').trimEnd();
    this.#line = [];
    this.#move(0);
    if (text === '' || text === this.lines.at(-1)?.text) return;
    if (this.lines.length >= mostLines) this.more = true;
    else this.lines.push({ at: this.#changed, text });
  }

  print(character: string, at: number): void {
    if (character === '\n') this.newLine();
    else if (character === '\r') this.#move(this.#row());
    else if (character === '\b') this.#move(Math.max(this.#row(), this.#column - 1));
    else if (character === '\t') this.#move((Math.floor(this.#column / 8) + 1) * 8);
    else if (character >= ' ' && character !== '\u007f' && this.#column < longestLine) {
      while (this.#line.length < this.#column) this.#line.push(' ');
      this.#line[this.#column] = character;
      this.#column += 1;
      this.#atMargin = this.#column % this.cols === 0;
      this.#changed = at;
    }
  }

  /** A control sequence; those that do not change a line are passed over. */
  control(parameters: string, final: string): void {
    const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
    const erase = parameters === '' || parameters === '0';
    const row = this.#row();
    if ((final === 'K' || final === 'J') && erase) this.#erase(this.#column, final === 'J');
    else if (final === 'K' && parameters === '2') this.#erase(row, false);
    else if (final === 'C') this.#move(Math.min(this.#column + count, row + this.cols - 1));
    else if (final === 'D') this.#move(Math.max(this.#column - count, row));
    else if (final === 'G') this.#move(row + Math.min(count, this.cols) - 1);
    else if (final === 'P') this.#line.splice(this.#column, count);
    else if (final === '@') this.#line.splice(this.#column, 0, ...' '.repeat(Math.min(count, this.cols)));
    else if (final === 'A' && this.#column >= count * this.cols) this.#move(this.#column - count * this.cols);
    else if (final === 'B' && row + count * this.cols <= this.#line.length)
      this.#move(this.#column + count * this.cols);
    // Anywhere else on the screen: what follows is another line to a reader.
    else if ('ABEFHdf'.includes(final)) this.newLine();
  }

  #erase(from: number, all: boolean): void {
    const end = all ? Number.POSITIVE_INFINITY : this.#row() + this.cols;
    if (end >= this.#line.length) this.#line.length = Math.min(this.#line.length, from);
    else this.#line.fill(' ', from, end);
  }

  /** Where the row begins that the cursor is in. */
  #row(): number {
    const column = this.#atMargin ? this.#column - 1 : this.#column;
    return column - (column % this.cols);
  }

  #move(column: number): void {
    this.#column = Math.min(column, longestLine);
    this.#atMargin = false;
  }
}

/** Strings that a sequence carries (a title, a link) are given up after so many characters: what never ends would swallow all that follows. */
const longestSequence = 4_096;

/** Whether these characters behind an escape are a whole sequence. */
function isWhole(sequence: string): boolean {
  const last = sequence.slice(-1);
  switch (sequence[0]) {
    case '[':
      return (sequence.length > 1 && last >= '@' && last <= '~') || sequence.length > 64;
    // Strings: to a bell, or to the escape that begins their end, which comes here as a sequence of its own.
    case ']':
    case 'P':
    case '_':
    case '^':
    case 'X':
      return last === '\u0007' || last === '\u009c' || sequence.length > longestSequence;
    case '(':
    case ')':
    case '*':
    case '+':
    case '#':
    case '%':
    case ' ':
      return sequence.length === 2;
    default:
      return true;
  }
}

export interface Hit extends PrintedLine {
  /** Where in the text it stands. */
  readonly from: number;
  readonly to: number;
}

/** Lines that hold these words as they stand, in capitals or not: the first `most` of them, and how many there are. */
export function searchLines(
  lines: readonly PrintedLine[],
  words: string,
  most: number,
): { hits: Hit[]; total: number } {
  const wanted = words.trim();
  if (wanted === '') return { hits: [], total: 0 };
  // By an expression, since lower case can be longer than the text it is of, and places would not be those of the text.
  const expression = new RegExp(wanted.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu');
  const hits: Hit[] = [];
  let total = 0;
  for (const line of lines) {
    const found = expression.exec(line.text);
    if (found === null) continue;
    total += 1;
    if (hits.length < most) hits.push({ ...line, from: found.index, to: found.index + found[0].length });
  }
  return { hits, total };
}

/** So many characters stand before what was found: the list shows some thirty, and the find has to be among them. */
const before = 12;

/** What is shown of a hit: the text around it, cut where it would be far to the right. */
export function excerpt({ text, from, to }: Hit): { before: string; found: string; after: string } {
  const cut = from > before ? from - before : 0;
  return {
    before: `${cut > 0 ? '…' : ''}${text.slice(cut, from)}`,
    found: text.slice(from, to),
    after: text.slice(to, to + 160),
  };
}
