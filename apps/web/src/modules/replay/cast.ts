import { cutMarker } from '@springboard/terminal/common/cast-markers.ts';

/** Nothing happens for longer than so long: the replay goes on. In seconds. */
export const longestPause = 2;

/** Sizes that a terminal can have; anything else in a file is not followed. */
const mostCells = 500;

export interface CastEvent {
  /** Seconds in the replay, whose pauses are shortened. */
  readonly at: number;
  readonly code: 'o' | 'r' | 'm';
  readonly data: string;
}

/** A recording as the replay needs it. What it holds was printed on a machine that its learner is root of. */
export interface Cast {
  readonly cols: number;
  readonly rows: number;
  readonly events: readonly CastEvent[];
  /** When it began, in ms since the epoch. */
  readonly startedAt: number;
  /** Seconds from the first to the last event, as it was and as it is played. */
  readonly seconds: number;
  readonly playedSeconds: number;
  /** Its last line is incomplete: the file ends in the midst of it. */
  readonly cut: boolean;
  /** Nothing more comes: the shell has ended, or the recording is as long as one may be. */
  readonly ended: boolean;
  /** Where in the replay something happened, both in the time of the recording: ms since the epoch to seconds, null outside of it. */
  readonly playedAt: (time: number) => number | null;
  /** The other way round: the moment that a place in the replay, in seconds, is of. */
  readonly recordedAt: (at: number) => number;
}

export type CastResult =
  | { readonly kind: 'cast'; readonly cast: Cast }
  /** A header and nothing printed, or not even that. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable' };

/**
 * Reads asciicast v3 (https://docs.asciinema.org/manual/asciicast/v3/), in which each event says how long after the one before it came. A file may
 * still be written or have lost its end: it is read up to the first line that is none.
 */
export function readCast(text: string): CastResult {
  const lines = text.split('\n');
  // What follows the last line's end: nothing, or a line that is not whole.
  const rest = lines.pop() ?? '';
  const [first = '', ...others] = lines;
  if (first === '') return { kind: 'empty' };
  const header = headerOf(json(first));
  if (header === null) return { kind: 'unreadable' };

  const events: CastEvent[] = [];
  const times: number[] = [];
  let seconds = 0;
  let at = 0;
  let cut = rest !== '';
  let ended = false;
  for (const line of others) {
    if (line === '' || line.startsWith('#')) continue;
    const event = eventOf(json(line));
    if (event === null) {
      cut = true;
      break;
    }
    seconds += event.after;
    at += Math.min(event.after, longestPause);
    const { code, data } = event;
    if (code === 'x' || (code === 'm' && data === cutMarker)) ended = true;
    if (code !== 'o' && code !== 'm' && !(code === 'r' && isSize(data))) continue;
    events.push({ at, code, data });
    times.push(seconds);
  }
  if (!events.some(({ code }) => code === 'o')) return { kind: 'empty' };
  const playedSeconds = events.at(-1)?.at ?? 0;
  const cast = {
    cols: header.cols,
    rows: header.rows,
    events,
    startedAt: header.timestamp * 1000,
    seconds: times.at(-1) ?? 0,
    playedSeconds,
    cut,
    ended,
    recordedAt: (at: number) => header.timestamp * 1000 + Math.round(recordedAt(times, events, at) * 1000),
    playedAt: (time: number) => playedAt(times, events, (time - header.timestamp * 1000) / 1000),
  };
  return { kind: 'cast', cast };
}

/** Pauses are cut, so a moment in one would be where the output after it stands: a place is this much before, in seconds. */
const beforeNext = 0.001;

/** Where in the replay the screen of a moment stands, which is in ms since the epoch: its end for what came after the last output. */
export function placeOf({ startedAt, playedSeconds, playedAt: at }: Cast, time: number): number {
  if (time <= startedAt) return 0;
  const place = at(time);
  return place === null ? playedSeconds : Math.max(0, place - beforeNext);
}

function playedAt(times: readonly number[], events: readonly CastEvent[], seconds: number): number | null {
  if (seconds < 0) return null;
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < seconds) low = middle + 1;
    else high = middle;
  }
  const next = events[low];
  if (next === undefined) return null;
  const from = low === 0 ? 0 : (times[low - 1] ?? 0);
  const begin = low === 0 ? 0 : (events[low - 1]?.at ?? 0);
  return Math.min(begin + (seconds - from), next.at);
}

function recordedAt(times: readonly number[], events: readonly CastEvent[], at: number): number {
  const next = events.findIndex((event) => event.at >= at);
  if (next === -1) return times.at(-1) ?? 0;
  const time = times[next] ?? 0;
  if (events[next]?.at === at) return time;
  const [from, begin] = next === 0 ? [0, 0] : [times[next - 1] ?? 0, events[next - 1]?.at ?? 0];
  return Math.min(from + (at - begin), time);
}

function headerOf(value: unknown): { cols: number; rows: number; timestamp: number } | null {
  if (!isRecord(value) || value.version !== 3 || !isRecord(value.term)) return null;
  const { cols, rows } = value.term;
  const { timestamp } = value;
  if (!isCells(cols) || !isCells(rows)) return null;
  return typeof timestamp === 'number' && Number.isFinite(timestamp) ? { cols, rows, timestamp } : null;
}

function eventOf(value: unknown): { after: number; code: string; data: string } | null {
  if (!Array.isArray(value)) return null;
  const [after, code, data] = value as unknown[];
  if (typeof after !== 'number' || !Number.isFinite(after)) return null;
  if (typeof code !== 'string' || typeof data !== 'string') return null;
  return { after: Math.max(0, after), code, data };
}

function isSize(data: string): boolean {
  const [, cols, rows] = /^(\d{1,4})x(\d{1,4})$/.exec(data) ?? [];
  return isCells(Number(cols)) && isCells(Number(rows));
}

function isCells(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= mostCells;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
