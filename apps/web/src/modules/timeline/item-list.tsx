import type { TimelineItem, TimelineView } from '@springboard/contracts/timeline.ts';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { useMemo, useState } from 'react';
import { signOf } from './item-sign.tsx';
import { laneOf, laneWords } from './lanes.ts';
import { ScreenLinks } from './screen-links.tsx';
import { timeWords } from './times.ts';
import { inkTones } from './tones.ts';
import { detailOf, lengthWords, titleOf, toneOf } from './words.ts';

const atOnce = 50;

/** The same as the chart as a table: what touches the part of the axis that it shows, the first first. */
export function ItemList({
  view,
  items,
  days,
}: {
  readonly view: TimelineView;
  readonly items: readonly TimelineItem[];
  readonly days: boolean;
}) {
  const [shown, setShown] = useState(atOnce);
  const columns = useMemo(() => columnsOf(view, days), [view, days]);
  if (items.length === 0)
    return (
      <p className="rounded-lg border border-line bg-surface px-4 py-6 text-center text-sm text-ink-2">
        Nothing happened in this part that the filters let through.
      </p>
    );
  return (
    <>
      <DataTable
        label="Events in this part of the attempt"
        columns={columns}
        rows={items.slice(0, shown)}
        keyOf={(item) => item.id}
        tall
      />
      {items.length > shown ? (
        <div className="mt-3 flex justify-center">
          <Button onClick={() => setShown((now) => now + 4 * atOnce)}>
            Show more of the {items.length - shown} left
          </Button>
        </div>
      ) : null}
    </>
  );
}

function columnsOf(view: TimelineView, days: boolean): Column<TimelineItem>[] {
  return [
    {
      head: 'Time',
      plain: true,
      cell: (item) => <time dateTime={item.at}>{timeWords(item.at, days)}</time>,
    },
    { head: 'What happened', grow: true, cell: (item) => <What item={item} view={view} /> },
    { head: 'Lane', from: 'md', plain: true, cell: (item) => laneWords[laneOf(item)] },
    { head: 'Lasted', align: 'end', from: 'sm', plain: true, cell: (item) => lengthWords(item) ?? '–' },
    {
      head: 'Terminal',
      align: 'end',
      cell: (item) => <ScreenLinks attemptId={view.attempt.id} item={item} items={view.items} short />,
    },
  ];
}

function What({ item, view }: { readonly item: TimelineItem; readonly view: TimelineView }) {
  const Sign = signOf(item);
  const detail = detailOf(item);
  return (
    <span className="flex items-start gap-2">
      <Sign aria-hidden className={cx('mt-0.5 size-4 shrink-0', inkTones[toneOf(item)])} />
      <span className="min-w-0">
        {titleOf(item, view)}
        {detail === null ? null : <span className="block text-xs break-words text-ink-2">{detail}</span>}
      </span>
    </span>
  );
}
