import type { TimelineItem, TimelineView } from '@springboard/contracts/timeline.ts';
import { Card } from '@springboard/ui/card.tsx';
import { useMemo, useState } from 'react';
import { Section } from '../../components/section.tsx';
import { Chart } from './chart.tsx';
import { Detail } from './detail.tsx';
import { Filters } from './filters.tsx';
import { ItemList } from './item-list.tsx';
import { everything, type Filter, isShown, lanesWith } from './lanes.ts';
import { Overview } from './overview.tsx';
import { sameDay } from './times.ts';
import { useFiner } from './use-finer.ts';
import { useViewport } from './use-viewport.ts';
import { shortestMs, type Viewport } from './viewport.ts';
import { ZoomBar } from './zoom-bar.tsx';

/** An attempt on its time axis: a chart that can be zoomed, what is chosen in it, and the same as a table. */
export function Timeline({ view: whole }: { readonly view: TimelineView }) {
  const bounds = { from: Date.parse(whole.from), until: Date.parse(whole.until) };
  const moves = useViewport(bounds, firstOf(whole, bounds));
  const { items: fine, busy } = useFiner(whole, moves.view);
  const [filter, setFilter] = useState<Filter>(everything);
  const [selected, setSelected] = useState<{ key: string; items: readonly TimelineItem[] } | null>(null);
  const items = useMemo(() => fine.filter((item) => isShown(item, filter)), [fine, filter]);
  const used = useMemo(() => lanesWith(whole.items), [whole.items]);
  const days = !sameDay(bounds.from, bounds.until);
  const view = { ...whole, items: fine };
  const seen = items.filter((item) => touches(item, moves.view));
  return (
    <div className="flex flex-col gap-7">
      <div>
        <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <ZoomBar moves={moves} days={days} busy={busy} />
          <Filters used={used} filter={filter} onChange={setFilter} />
        </div>
        <Card className="overflow-hidden">
          <div className="grid grid-cols-[10rem_minmax(0,1fr)] border-b border-line max-sm:grid-cols-1">
            <p aria-hidden className="px-3 text-xs leading-6 text-ink-3 max-sm:hidden">
              Whole attempt
            </p>
            <Overview items={whole.items} bounds={bounds} view={moves.view} onShow={moves.show} />
          </div>
          <Chart
            view={view}
            items={items}
            moves={moves}
            selected={selected?.key ?? null}
            days={days}
            onSelect={(mark) => setSelected({ key: mark.key, items: mark.items })}
          />
          <Detail
            view={view}
            chosen={selected?.items ?? []}
            days={days}
            onZoom={() => moves.show(around(selected?.items ?? []))}
          />
        </Card>
        <p className="mt-2 text-xs text-ink-3">
          Drag over a range to zoom in on it. Ctrl and the wheel zoom, Shift and the wheel move. In the chart:
          arrow keys go from sign to sign, + and − zoom, 0 shows all, Shift with ← → moves.
        </p>
      </div>
      <Section title="As a table" count={seen.length} note="what the chart shows">
        <ItemList
          key={moves.whole ? 'whole' : `${moves.view.from} ${moves.view.until}`}
          view={view}
          items={seen}
          days={days}
        />
      </Section>
    </div>
  );
}

/** The attempt itself: what comes long after its end, a review, is one step away. */
function firstOf({ attempt }: TimelineView, bounds: Viewport): Viewport {
  if (attempt.finishedAt === null) return bounds;
  const length = Date.parse(attempt.finishedAt) - bounds.from;
  return { from: bounds.from, until: Date.parse(attempt.finishedAt) + length * 0.02 };
}

function touches({ at, until }: TimelineItem, view: Viewport): boolean {
  return Date.parse(until ?? at) >= view.from && Date.parse(at) <= view.until;
}

/** A viewport in which these are told apart. */
function around(items: readonly TimelineItem[]): Viewport {
  const from = Math.min(...items.map(({ at }) => Date.parse(at)));
  const until = Math.max(...items.map(({ at, until: end }) => Date.parse(end ?? at)));
  const room = Math.max(shortestMs, (until - from) * 0.1);
  return { from: from - room, until: until + room };
}
