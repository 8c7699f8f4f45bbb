import { scaleTime } from 'd3-scale';

/** A part of the time axis, in ms since the epoch. */
export interface Viewport {
  readonly from: number;
  readonly until: number;
}

/** Nothing happens within less than this that could be told apart. */
export const shortestMs = 1_000;

export const lengthOf = ({ from, until }: Viewport): number => until - from;

/** Where in the viewport a time is: 0 at its beginning, 1 at its end, less or more outside of it. */
export function shareOf(view: Viewport, time: number): number {
  return (time - view.from) / lengthOf(view);
}

/** The time at a share of the viewport. */
export function timeAt(view: Viewport, share: number): number {
  return view.from + share * lengthOf(view);
}

/** The nearest viewport of that length or the longest there is, within `bounds`. */
export function within(view: Viewport, bounds: Viewport): Viewport {
  const length = Math.min(Math.max(lengthOf(view), shortestMs), Math.max(lengthOf(bounds), shortestMs));
  const from = Math.max(bounds.from, Math.min(view.from, bounds.until - length));
  return { from, until: from + length };
}

/** So much closer (under 1) or farther (over 1), with the time at `share` where it is. */
export function zoomed(view: Viewport, factor: number, bounds: Viewport, share = 0.5): Viewport {
  const length = Math.max(shortestMs, lengthOf(view) * factor);
  const from = timeAt(view, share) - share * length;
  return within({ from, until: from + length }, bounds);
}

/** Moved by a share of its own length. */
export function moved(view: Viewport, by: number, bounds: Viewport): Viewport {
  const ms = by * lengthOf(view);
  return within({ from: view.from + ms, until: view.until + ms }, bounds);
}

/** Moved only as far as it takes to have a time in sight, with some room around it. */
export function showing(view: Viewport, time: number, bounds: Viewport): Viewport {
  const share = shareOf(view, time);
  if (share >= 0 && share <= 1) return view;
  return within({ from: time - lengthOf(view) / 2, until: time + lengthOf(view) / 2 }, bounds);
}

export interface Tick {
  readonly at: number;
  readonly label: string;
  /** A day begins. */
  readonly day: boolean;
}

const minuteMs = 60_000;
/** Room of a tick with its label. */
const pxPerTick = 72;
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const minutes = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Round times of the reader's time zone along an axis that is so wide, in px; labels are as fine as the steps are. */
export function ticksOf(view: Viewport, width: number): Tick[] {
  const most = Math.max(2, Math.floor(width / pxPerTick));
  const times = roundTimes(view, most);
  const step = times.length > 1 ? (times[1] ?? 0) - (times[0] ?? 0) : lengthOf(view);
  return times.map((at) => {
    const time = new Date(at);
    const begins = time.getHours() === 0 && time.getMinutes() === 0 && time.getSeconds() === 0;
    const format = begins ? day : step < minuteMs ? seconds : minutes;
    return { at, label: format.format(time), day: begins };
  });
}

/** Not more than so many: d3 takes the round step that is nearest to what was asked for, which may be a smaller one. */
function roundTimes(view: Viewport, most: number): number[] {
  const scale = scaleTime().domain([view.from, view.until]);
  for (let asked = most; asked > 1; asked--) {
    const times = scale.ticks(asked);
    if (times.length <= most) return times.map((time) => time.getTime());
  }
  return [];
}
