import { type Cast, readCast } from '../modules/replay/cast.ts';

/** When recordings of tests begin. */
export const castStart = Date.parse('2026-01-05T09:00:00.000Z');

/** For tests: a file of asciicast v3 of a terminal of 20×5 with these events: seconds after the one before, code, data. */
export function castFile(...events: readonly (readonly [number, string, string])[]): string {
  const header = { version: 3, term: { cols: 20, rows: 5 }, timestamp: castStart / 1000 };
  return [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** For tests: such a recording, read. */
export function aCast(...events: readonly (readonly [number, string, string])[]): Cast {
  const result = readCast(castFile(...events));
  if (result.kind !== 'cast') throw new Error(`this recording is ${result.kind}`);
  return result.cast;
}
