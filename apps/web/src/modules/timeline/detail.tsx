import type { TimelineItem, TimelineView } from '@springboard/contracts/timeline.ts';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { ZoomIn } from 'lucide-react';
import { Evidence } from './evidence.tsx';
import { signOf } from './item-sign.tsx';
import { ScreenLinks } from './screen-links.tsx';
import { timeWords } from './times.ts';
import { inkTones } from './tones.ts';
import { detailOf, lengthWords, titleOf, toneOf } from './words.ts';

/** So many of those that share a mark are told of. */
const mostTold = 8;

/** What the chosen mark stands for, with the way to the screen of that second. */
export function Detail({
  view,
  chosen,
  days,
  onZoom,
}: {
  readonly view: TimelineView;
  readonly chosen: readonly TimelineItem[];
  readonly days: boolean;
  /** To these, so that they are told apart. */
  readonly onZoom: () => void;
}) {
  const [only] = chosen;
  const several = chosen.length > 1 || (only?.kind === 'check' && only.count > 1);
  return (
    <section aria-label="What is chosen" aria-live="polite" className="border-t border-line px-4 py-3">
      {only === undefined ? (
        <p className="text-sm text-ink-3">Choose a sign in the chart to see what it stands for.</p>
      ) : (
        <div className="flex flex-col gap-3">
          <ul className="flex flex-col gap-2">
            {chosen.slice(0, mostTold).map((item) => (
              <Told key={item.id} item={item} view={view} days={days} />
            ))}
          </ul>
          {chosen.length > mostTold ? (
            <p className="text-xs text-ink-3">and {chosen.length - mostTold} more</p>
          ) : null}
          {several ? (
            <Button
              size="sm"
              className="self-start"
              icon={<ZoomIn aria-hidden className="size-3.5" />}
              onClick={onZoom}
            >
              Zoom in on these
            </Button>
          ) : view.evidence && only.kind === 'check' ? (
            <Evidence attemptId={view.attempt.id} runId={only.runId} />
          ) : null}
        </div>
      )}
    </section>
  );
}

function Told({
  item,
  view,
  days,
}: {
  readonly item: TimelineItem;
  readonly view: TimelineView;
  readonly days: boolean;
}) {
  const Sign = signOf(item);
  const detail = detailOf(item);
  const length = lengthWords(item);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <time dateTime={item.at} className="text-xs text-ink-3 tabular-nums">
        {timeWords(item.at, days)}
      </time>
      <span className="flex min-w-0 items-center gap-1.5 font-medium">
        <Sign aria-hidden className={cx('size-4 shrink-0', inkTones[toneOf(item)])} />
        {titleOf(item, view)}
      </span>
      {detail === null ? null : <span className="min-w-0 text-ink-2">{detail}</span>}
      {length === null ? null : <span className="text-xs text-ink-3">{length}</span>}
      <span className="flex flex-wrap gap-x-4">
        <ScreenLinks attemptId={view.attempt.id} item={item} items={view.items} />
      </span>
    </li>
  );
}
