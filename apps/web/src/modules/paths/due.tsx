import type { PathItemView } from '@springboard/contracts/paths.ts';
import { cx } from '@springboard/ui/cx.ts';
import { Tooltip } from '@springboard/ui/tooltip.tsx';
import { formatDay, formatDueDay, formatWholeDay } from './days.ts';

/** When an item is due, and whether somebody moved that; when it was done, once it is. */
export function Due({ item }: { readonly item: PathItemView }) {
  if (item.doneAt !== null) return <Day day={item.doneAt.slice(0, 10)} words="" />;
  if (item.dueOn === null) return null;
  return (
    <span className="flex flex-col items-end gap-0.5 max-sm:items-start">
      <Day day={item.dueOn} words={item.late ? 'was due ' : 'due '} late={item.late} />
      {item.moved === null ? null : <Moved moved={item.moved} />}
    </span>
  );
}

function Day({ day, words, late = false }: { day: string; words: string; late?: boolean }) {
  return (
    <Tooltip label={formatWholeDay(day)}>
      <time
        dateTime={day}
        className={cx('text-xs whitespace-nowrap', late ? 'font-medium text-bad-text' : 'text-ink-2')}
      >
        {words}
        {formatDueDay(day)}
      </time>
    </Tooltip>
  );
}

function Moved({ moved }: { readonly moved: NonNullable<PathItemView['moved']> }) {
  const by = moved.by === null ? '' : ` (${moved.by})`;
  return (
    <Tooltip label={`${moved.reason}${by}`}>
      <span className="text-2xs whitespace-nowrap text-ink-3">
        moved{moved.from === null ? '' : ` from ${formatDay(moved.from)}`}
        <span className="sr-only">
          : {moved.reason}
          {by}
        </span>
      </span>
    </Tooltip>
  );
}
