import { styleText } from 'node:util';

export type Colour = 'green' | 'yellow' | 'red' | 'dim' | 'bold' | 'cyan';

/** Where a command writes to a person: plain text, lightly coloured on a terminal, one progress line at a time. */
export interface Output {
  /** Whether progress can be redrawn in place. */
  readonly live: boolean;
  line(text?: string): void;
  paint(colour: Colour, text: string): string;
  /** Redraws the progress line; on a file or a pipe, writes it when nothing was written for 15 s and when `final`. */
  progress(text: string, final?: boolean): void;
  /** Removes the progress line. */
  clear(): void;
}

const quietMs = 15_000;

/** An `Output` on a stream; colours and live progress only on a terminal, none with `NO_COLOR`. */
export function outputTo(stream: NodeJS.WriteStream, clock: () => number = Date.now): Output {
  // Whoever read may be gone (a closed terminal, `| head`); what is under way is carried to its end all the same.
  stream.on('error', () => {});
  const live = stream.isTTY === true;
  const coloured = live && !process.env.NO_COLOR;
  let shown = false;
  let lastAt = clock();
  const clear = () => {
    if (shown) stream.write('\r\u001b[K');
    shown = false;
  };
  return {
    live,
    line(text = '') {
      clear();
      lastAt = clock();
      stream.write(`${text}\n`);
    },
    paint: (colour, text) => (coloured ? styleText(colour, text, { validateStream: false }) : text),
    progress(text, final = false) {
      if (live && !final) {
        clear();
        stream.write(text.slice(0, (stream.columns || 80) - 1));
        shown = true;
      } else if (final || clock() - lastAt >= quietMs) {
        clear();
        lastAt = clock();
        stream.write(`${text}\n`);
      }
    },
    clear,
  };
}

/** Lines of cells as columns of equal width, two spaces between; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[], indent = 2): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return rows.map((row) => {
    const cells = row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)));
    return `${' '.repeat(indent)}${cells.join('  ')}`.trimEnd();
  });
}

/** `850 ms`, `12.3 s`, `4 min 05 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 100_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** `12.0 GiB`, `340 MiB`. */
export function bytes(count: number): string {
  const gib = count / 2 ** 30;
  return gib >= 1 ? `${gib.toFixed(1)} GiB` : `${Math.round(count / 2 ** 20)} MiB`;
}
