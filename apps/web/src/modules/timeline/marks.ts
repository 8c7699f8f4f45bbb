import type { TimelineItem } from '@springboard/contracts/timeline.ts';
import { shareOf, type Viewport } from './viewport.ts';
import { type ItemTone, toneOf } from './words.ts';

/** Narrower than this in px something has no length that could be seen, and is drawn as a sign. */
export const signWidth = 16;

/** What is drawn in a line: a bar for what has a length, a sign for what has none, one with a number for several that would cover each other. */
export interface Mark {
  readonly key: string;
  readonly shape: 'bar' | 'sign';
  /** From the left edge, in px; of a sign its middle. */
  readonly x: number;
  readonly width: number;
  readonly items: readonly [TimelineItem, ...TimelineItem[]];
  /** The gravest of its items. */
  readonly tone: ItemTone;
}

/** The marks of one line in a viewport that is so wide, in px; `items` in the order of their beginning. */
export function marksOf(items: readonly TimelineItem[], view: Viewport, width: number): Mark[] {
  const bars: Mark[] = [];
  const groups: { items: [TimelineItem, ...TimelineItem[]]; x: number; last: number }[] = [];
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
        tone: toneOf(item),
      });
      continue;
    }
    const x = Math.min(width - signWidth / 2, Math.max(signWidth / 2, begin));
    const group = groups.at(-1);
    if (group !== undefined && x - group.last < signWidth && x - group.x < 3 * signWidth) {
      group.items.push(item);
      group.last = x;
    } else groups.push({ items: [item], x, last: x });
  }
  const signs = groups.map(({ items: inside, x, last }): Mark => {
    const [first] = inside;
    const middle = (x + last) / 2;
    return {
      key: first.id,
      shape: 'sign',
      x: middle,
      width: signWidth,
      items: inside,
      tone: gravest(inside),
    };
  });
  return [...bars, ...signs].toSorted((a, b) => a.x - b.x);
}

/** A run of a check lasts, but what matters is when it said something. */
function isPoint(item: TimelineItem): boolean {
  return item.kind === 'check' && item.count === 1;
}

const order: readonly ItemTone[] = ['bad', 'warn', 'good', 'accent', 'neutral'];

function gravest(items: readonly TimelineItem[]): ItemTone {
  const tones = new Set(items.map(toneOf));
  return order.find((tone) => tones.has(tone)) ?? 'neutral';
}

/** How many things a mark stands for. */
export function countOf({ items }: Pick<Mark, 'items'>): number {
  return items.reduce((sum, item) => sum + (item.kind === 'check' ? item.count : 1), 0);
}
