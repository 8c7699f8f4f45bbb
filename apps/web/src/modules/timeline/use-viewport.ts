import { useState } from 'react';
import { moved, shareOf, showing, timeAt, type Viewport, within, zoomed } from './viewport.ts';

/** One press of a button or a key: half of what is seen, or twice as much. */
export const zoomStep = 2;
const moveStep = 0.25;

export interface ViewportMoves {
  readonly view: Viewport;
  /** Nothing more to see in this direction. */
  readonly atStart: boolean;
  readonly atEnd: boolean;
  readonly whole: boolean;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  /** `share`: what stays where it is, 0…1 of the viewport. */
  readonly zoomAt: (factor: number, share: number) => void;
  readonly earlier: () => void;
  readonly later: () => void;
  /** By a share of what is seen. */
  readonly moveBy: (by: number) => void;
  readonly showAll: () => void;
  readonly show: (view: Viewport) => void;
  /** A part of what is seen, as shares of it. */
  readonly select: (part: { readonly from: number; readonly until: number }) => void;
  /** Has a time in sight. */
  readonly reveal: (time: number) => void;
}

/** What is seen of the time axis. It begins with `first`; until somebody moves it, it grows with `bounds`. */
export function useViewport(bounds: Viewport, first: Viewport): ViewportMoves {
  const [chosen, setChosen] = useState<Viewport | null>(null);
  const view = within(chosen ?? first, bounds);
  const change = (by: (now: Viewport) => Viewport) => setChosen((now) => by(within(now ?? first, bounds)));
  return {
    view,
    atStart: view.from <= bounds.from,
    atEnd: view.until >= bounds.until,
    whole: shareOf(bounds, view.from) <= 0 && shareOf(bounds, view.until) >= 1,
    zoomIn: () => change((now) => zoomed(now, 1 / zoomStep, bounds)),
    zoomOut: () => change((now) => zoomed(now, zoomStep, bounds)),
    zoomAt: (factor, share) => change((now) => zoomed(now, factor, bounds, share)),
    earlier: () => change((now) => moved(now, -moveStep, bounds)),
    later: () => change((now) => moved(now, moveStep, bounds)),
    moveBy: (by) => change((now) => moved(now, by, bounds)),
    showAll: () => change(() => bounds),
    show: (next) => change(() => within(next, bounds)),
    select: (part) =>
      change((now) => within({ from: timeAt(now, part.from), until: timeAt(now, part.until) }, bounds)),
    reveal: (time) => change((now) => showing(now, time, bounds)),
  };
}
