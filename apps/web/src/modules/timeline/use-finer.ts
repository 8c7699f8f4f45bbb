import type { TimelineItem, TimelineView } from '@springboard/contracts/timeline.ts';
import { useQuery } from '@tanstack/react-query';
import { timelineEveryMs, timelineRangeQuery } from '../../api/timeline.ts';
import { lengthOf, type Viewport, within } from './viewport.ts';

/**
 * The items of the part that is seen, as finely as the server has them. The whole view puts runs of checks together where there are very many; a part is
 * asked for in pieces of round lengths with some room around, so that small moves ask for nothing.
 */
export function useFiner(whole: TimelineView, view: Viewport) {
  const bounds = { from: Date.parse(whole.from), until: Date.parse(whole.until) };
  const piece = pieceOf(view, bounds);
  const coarse = whole.resolutionMs !== null && lengthOf(piece) < lengthOf(bounds) * 0.75;
  const { data, isFetching, isPlaceholderData } = useQuery({
    ...timelineRangeQuery(whole.attempt.id, { from: Math.floor(piece.from), until: Math.ceil(piece.until) }),
    enabled: coarse,
    refetchInterval: whole.attempt.state === 'active' ? timelineEveryMs : false,
  });
  const fits = coarse && data !== undefined && !isPlaceholderData;
  return { items: fits ? merged(whole, data) : whole.items, busy: coarse && isFetching };
}

/** A power of two of seconds, at least twice what is seen, that holds it. */
export function pieceOf(view: Viewport, bounds: Viewport): Viewport {
  const length = 2 ** Math.ceil(Math.log2((2 * lengthOf(view)) / 1000)) * 1000;
  const step = length / 4;
  const from = bounds.from + Math.floor((view.from - bounds.from) / step) * step;
  return within({ from: from - step, until: from - step + length }, bounds);
}

/** Runs of the part instead of those of the whole view that fall into it; all else is in the whole view. */
export function merged(whole: TimelineView, part: TimelineView): TimelineItem[] {
  const { from, until } = part.range;
  const inside = (at: string) => Date.parse(at) >= Date.parse(from) && Date.parse(at) < Date.parse(until);
  const outside = whole.items.filter((item) => item.kind !== 'check' || !inside(item.at));
  const finer = part.items.filter((item) => item.kind === 'check');
  return [...outside, ...finer].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
