import type { Size } from '../common/limits.ts';
import { readCast } from './cast-file.ts';
import { PrivateModes } from './cast-modes.ts';
import { castSize } from './cast-tail.ts';

/** Both in milliseconds since the epoch; what was printed at either moment is in it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** What is shown of a terminal, and so may be seen by others: output, sizes and the exit. Marks say who followed. */
const shown = ['o', 'r', 'x'];

/**
 * Cuts a span out of a recording: another asciicast v3 that holds what was printed in it and nothing of before or after. It begins with an empty screen,
 * since what stood on the screen was printed before; size and modes are as they were. Title and tags are left out. Moments are the same in both. Undefined where
 * nothing was printed in the span. Rejects when there is no such file.
 */
export async function cutCast(path: string, { from, until }: Span): Promise<string | undefined> {
  const beginning = Math.floor(from / 1000);
  const lines: string[] = [];
  const modes = new PrivateModes();
  let size: Size | undefined;
  let at = 0;
  let last = beginning * 1000;
  let printed = false;
  const add = (time: number, code: string, data: string) => {
    lines.push(JSON.stringify([Math.round(time - last) / 1000, code, data]));
    last = Math.round(time);
  };
  const begin = () => {
    if (lines.length > 0 || !size) return;
    const term = { cols: size.columns, rows: size.rows, type: 'xterm-256color' };
    lines.push(JSON.stringify({ version: 3, term, timestamp: beginning }));
    if (modes.sequence !== '') add(from, 'o', modes.sequence);
  };
  await readCast(path, {
    header: ({ term, timestamp }) => {
      at = timestamp * 1000;
      size = { columns: term.cols, rows: term.rows };
      return true;
    },
    event: ([seconds, code, data]) => {
      at += Math.max(0, seconds) * 1000;
      // Seconds are written to the millisecond, and their sum is not exact.
      const moment = Math.round(at);
      if (moment > until) return false;
      if (moment < from) {
        if (code === 'o') modes.take(data);
        if (code === 'r') size = castSize(data);
        return true;
      }
      if (!shown.includes(code)) return true;
      begin();
      add(moment, code, data);
      printed ||= code === 'o';
      return true;
    },
  });
  return printed ? `${lines.join('\n')}\n` : undefined;
}
