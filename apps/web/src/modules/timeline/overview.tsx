import type { TimelineItem } from '@springboard/contracts/timeline.ts';
import { useRef } from 'react';
import { useRangeDrag } from './use-range-drag.ts';
import { shareOf, timeAt, type Viewport } from './viewport.ts';
import { type ItemTone, toneOf } from './words.ts';

const fills: Readonly<Record<ItemTone, string>> = {
  neutral: 'fill-line-strong',
  accent: 'fill-accent-line',
  good: 'fill-good',
  warn: 'fill-warn',
  bad: 'fill-bad',
};
/** Over each other in this order: what is grave is seen. */
const layers: readonly ItemTone[] = ['neutral', 'accent', 'warn', 'good', 'bad'];

/** All of the attempt in a strip, and which part of it the chart shows; dragging over it chooses another. Keys and buttons do the same. */
export function Overview({
  items,
  bounds,
  view,
  onShow,
}: {
  readonly items: readonly TimelineItem[];
  readonly bounds: Viewport;
  readonly view: Viewport;
  readonly onShow: (view: Viewport) => void;
}) {
  const strip = useRef<HTMLDivElement>(null);
  const { dragged, handlers } = useRangeDrag(strip, (range) =>
    onShow({ from: timeAt(bounds, range.from), until: timeAt(bounds, range.until) }),
  );
  const left = shareOf(bounds, view.from);
  const part = dragged ?? { from: left, until: shareOf(bounds, view.until) };
  return (
    <div
      aria-hidden
      ref={strip}
      {...handlers}
      className="relative h-6 touch-pan-y cursor-crosshair border-l border-line bg-inset max-sm:border-l-0"
    >
      <svg viewBox="0 0 1000 24" preserveAspectRatio="none" className="size-full" role="presentation">
        {layers.map((tone) => (
          <g key={tone} className={fills[tone]}>
            {items
              .filter((item) => toneOf(item) === tone && item.kind !== 'attempt')
              .map((item) => (
                <Strip key={item.id} item={item} bounds={bounds} />
              ))}
          </g>
        ))}
      </svg>
      <span
        style={{ left: `${part.from * 100}%`, width: `${Math.max(0.2, (part.until - part.from) * 100)}%` }}
        className="pointer-events-none absolute inset-y-0 border-x-2 border-accent bg-accent/10"
      />
    </div>
  );
}

function Strip({ item, bounds }: { readonly item: TimelineItem; readonly bounds: Viewport }) {
  const x = shareOf(bounds, Date.parse(item.at)) * 1000;
  const end = shareOf(bounds, Date.parse(item.until ?? item.at)) * 1000;
  const lasting = item.kind === 'terminal' || item.kind === 'state';
  return lasting ? (
    <rect x={x} y={19} width={Math.max(1, end - x)} height={3} />
  ) : (
    <rect x={x} y={3} width={2} height={14} />
  );
}
