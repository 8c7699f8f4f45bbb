import type { TimelineItem } from '@springboard/contracts/timeline.ts';
import { shareOf, type Viewport } from './viewport.ts';
import { type ItemTone, toneOf } from './words.ts';

/** Narrower than this in px something has no length that could be seen, and is drawn as a sign. */
export const signWidth = 20;
/** What each digit adds to a sign that stands for several. */
const digitWidth = 7;

/** What is drawn in a line: a bar for what has a length, a sign for what has none, one with a number for several that would cover each other. */
export interface Mark {
  readonly key: string;
  readonly shape: 'bar' | 'sign';
  /** From the left edge, in px; of a sign its middle. */
  readonly x: number;
  readonly width: number;
  readonly items: readonly [TimelineItem, ...TimelineItem[]];
  /** Which of them it looks like. */
  readonly chief: TimelineItem;
}

/** The marks of one line in a viewport that is so wide, in px; `items` in the order of their beginning. */
export function marksOf(items: readonly TimelineItem[], view: Viewport, width: number): Mark[] {
  const bars: Mark[] = [];
  const groups: Group[] = [];
  for (const item of items) {
    const begin = shareOf(view, Date.parse(item.at)) * width;
    const end = shareOf(view, Date.parse(item.until ?? item.at)) * width;
    if (end < 0 || begin > width) continue;
    if (end - begin >= signWidth && !isPoint(item)) {
      const x = Math.max(0, begin);
      bars.push({
        key: item.id,
        shape: 'bar',
        x,
        width: Math.min(width, end) - x,
        items: [item],
        chief: item,
      });
      continue;
    }
    const x = Math.max(0, begin);
    const group = groups.at(-1);
    // Not for ever: a row of close signs would become one.
    if (group !== undefined && x - group.last < signWidth && x - group.first < 3 * signWidth) {
      group.items.push(item);
      group.last = x;
    } else groups.push({ items: [item], first: x, last: x });
  }
  const signs = apart(groups.map((group) => signFor(group, width)));
  return [...bars, ...signs].toSorted((a, b) => a.x - b.x);
}

interface Group {
  readonly items: [TimelineItem, ...TimelineItem[]];
  readonly first: number;
  last: number;
}

function signFor({ items, first, last }: Group, trackWidth: number): Mark {
  const count = countOf({ items });
  const width = signWidth + (count > 1 ? 2 + digitWidth * String(count).length : 0);
  const x = Math.max(width / 2, Math.min(trackWidth - width / 2, (first + last) / 2));
  return { key: items[0].id, shape: 'sign', x, width, items, chief: chiefOf(items) };
}

/** So far in px a sign may stand beside its place, so that the one before it can be read. */
const longestNudge = 16;

/** Signs that would stand over the one before them a little to the right of their place. */
function apart(signs: readonly Mark[]): Mark[] {
  let right = 0;
  return signs.map((sign) => {
    const over = Math.max(0, right - (sign.x - sign.width / 2));
    const x = sign.x + Math.min(over, longestNudge);
    right = x + sign.width / 2;
    return { ...sign, x };
  });
}

/** A run of a check lasts, but what matters is when it said something. */
function isPoint(item: TimelineItem): boolean {
  return item.kind === 'check' && item.count === 1;
}

const order: readonly ItemTone[] = ['bad', 'warn', 'good', 'accent', 'neutral'];

/** Of checks the verdict that was given most often, passes aside; of anything else the gravest. */
function chiefOf(items: readonly [TimelineItem, ...TimelineItem[]]): TimelineItem {
  const failed = items.flatMap((item) => (item.kind === 'check' && item.verdict !== 'pass' ? [item] : []));
  const byVerdict = [...Map.groupBy(failed, ({ verdict }) => verdict).values()];
  const often = (runs: typeof failed) => runs.reduce((sum, { count }) => sum + count, 0);
  const [most] = byVerdict.toSorted((a, b) => often(b) - often(a));
  if (most?.[0] !== undefined) return most[0];
  return items.toSorted((a, b) => order.indexOf(toneOf(a)) - order.indexOf(toneOf(b)))[0] ?? items[0];
}

/** How many things a mark stands for. */
export function countOf({ items }: Pick<Mark, 'items'>): number {
  return items.reduce((sum, item) => sum + (item.kind === 'check' ? item.count : 1), 0);
}
