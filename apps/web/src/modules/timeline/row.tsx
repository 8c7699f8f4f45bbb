import type { TimelineView } from '@springboard/contracts/timeline.ts';
import { cx } from '@springboard/ui/cx.ts';
import { signOf } from './item-sign.tsx';
import type { Row } from './lanes.ts';
import { countOf, type Mark, signWidth } from './marks.ts';
import { timeWords } from './times.ts';
import { markTones } from './tones.ts';
import { shareOf, type Viewport } from './viewport.ts';
import { detailOf, lengthWords, titleOf, toneOf, verdictWords } from './words.ts';

export interface RowProps {
  readonly row: Row;
  readonly marks: readonly Mark[];
  readonly view: Viewport;
  readonly names: Pick<TimelineView, 'tasks' | 'invariants'>;
  readonly pauses: readonly Viewport[];
  /** Key of the mark that Tab comes to, and of the one whose details are shown. */
  readonly current: string | null;
  readonly selected: string | null;
  /** Times are told with their day. */
  readonly days: boolean;
  readonly onSelect: (mark: Mark) => void;
}

/** One line of the chart: its name, and its marks on a track as wide as the axis. */
export function TimelineRow({ row, marks, view, pauses, ...rest }: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons on an axis is no set of fields
    <div
      role="group"
      aria-label={row.label}
      className="grid grid-cols-[10rem_minmax(0,1fr)] max-sm:grid-cols-1"
    >
      <p
        aria-hidden
        title={row.label}
        className="truncate px-3 text-xs leading-8 text-ink-2 max-sm:pt-1.5 max-sm:leading-4"
      >
        {row.label}
      </p>
      <div className="relative h-8 overflow-hidden border-l border-line max-sm:border-l-0">
        {pauses.map((pause) => (
          <PauseBand key={pause.from} pause={pause} view={view} />
        ))}
        {marks.map((mark) => (
          <MarkButton key={mark.key} mark={mark} lane={row.lane} {...rest} />
        ))}
      </div>
    </div>
  );
}

/** Time that was paused, behind every line. */
function PauseBand({ pause, view }: { readonly pause: Viewport; readonly view: Viewport }) {
  const left = Math.max(0, shareOf(view, pause.from));
  const right = Math.min(1, shareOf(view, pause.until));
  if (right <= left) return null;
  return (
    <span
      aria-hidden
      style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
      className="paused-time absolute inset-y-0"
    />
  );
}

function MarkButton({
  mark,
  lane,
  names,
  current,
  selected,
  days,
  onSelect,
}: Omit<RowProps, 'row' | 'marks' | 'view' | 'pauses'> & {
  readonly mark: Mark;
  readonly lane: Row['lane'];
}) {
  const [item] = mark.items;
  const Sign = signOf(mark.chief);
  const count = countOf(mark);
  const bar = mark.shape === 'bar';
  const title = bar && item.kind !== 'terminal' ? titleOf(item, names) : null;
  const label = labelOf(mark, names, days);
  return (
    <button
      type="button"
      data-mark={mark.key}
      tabIndex={current === mark.key ? 0 : -1}
      aria-pressed={selected === mark.key}
      aria-label={label}
      title={label}
      onClick={() => onSelect(mark)}
      style={{ left: mark.x, width: mark.width }}
      className={cx(
        'absolute flex items-center overflow-hidden border text-2xs whitespace-nowrap hover:z-20 hover:brightness-95 focus-visible:z-20',
        bar
          ? cx('gap-1 rounded-sm px-1', lane === 'terminals' ? 'top-2 h-4' : 'top-1.5 h-5')
          : 'top-1.5 z-10 h-5 -translate-x-1/2 justify-center gap-0.5 rounded-full',
        markTones[toneOf(mark.chief)],
        selected === mark.key && 'z-20 outline-2 outline-focus',
      )}
    >
      {!bar || mark.width > 2 * signWidth ? <Sign aria-hidden className="size-3 shrink-0" /> : null}
      {!bar && count > 1 ? <span>{count}</span> : null}
      {title !== null && mark.width > 4 * signWidth ? <span className="truncate">{title}</span> : null}
    </button>
  );
}

function labelOf(mark: Mark, names: RowProps['names'], days: boolean): string {
  const [item, ...others] = mark.items;
  const from = timeWords(item.at, days);
  if (others.length === 0) {
    const count = countOf(mark);
    const parts = [
      titleOf(item, names),
      lengthWords(item),
      detailOf(item),
      count > 1 ? `${count} in all` : null,
    ];
    return `${from} ${parts.filter((part) => part !== null).join(', ')}`;
  }
  const last = mark.items.at(-1) ?? item;
  const verdicts = new Map<string, number>();
  for (const one of mark.items)
    if (one.kind === 'check')
      verdicts.set(verdictWords[one.verdict], (verdicts.get(verdictWords[one.verdict]) ?? 0) + one.count);
  const what =
    verdicts.size > 0
      ? [...verdicts].map(([word, times]) => `${times} × ${word}`).join(', ')
      : mark.items.map((one) => titleOf(one, names)).join('; ');
  // The mark shows the number: what is seen of a button is part of its name.
  return `${from} to ${timeWords(last.at, days)}, ${countOf(mark)} in all: ${what}`;
}
