import { cx } from '@springboard/ui/cx.ts';
import { Check } from 'lucide-react';
import { type Filter, type Lane, laneWords } from './lanes.ts';

/** What is shown of the attempt: lanes that can be switched off, and failures alone. */
export function Filters({
  used,
  filter,
  onChange,
}: {
  /** Lanes that have something in them. */
  readonly used: readonly Lane[];
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}) {
  const toggle = (lane: Lane) => {
    const next = new Set(filter.lanes);
    if (!next.delete(lane)) next.add(lane);
    onChange({ ...filter, lanes: next });
  };
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="sr-only">What is shown</legend>
      {used.map((lane) => (
        <Toggle key={lane} on={filter.lanes.has(lane)} onClick={() => toggle(lane)}>
          {laneWords[lane]}
        </Toggle>
      ))}
      {used.includes('checks') ? (
        <Toggle
          on={filter.failures}
          strong
          className="ml-2"
          onClick={() => onChange({ ...filter, failures: !filter.failures })}
        >
          Failed checks only
        </Toggle>
      ) : null}
    </fieldset>
  );
}

function Toggle({
  on,
  strong = false,
  className,
  onClick,
  children,
}: {
  readonly on: boolean;
  /** It takes away rather than leaves in. */
  readonly strong?: boolean;
  readonly className?: string;
  readonly onClick: () => void;
  readonly children: string;
}) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onClick}
      className={cx(
        'inline-flex h-7 items-center gap-1 rounded-full border px-2.5 text-xs whitespace-nowrap hover:bg-hover',
        on
          ? strong
            ? 'border-accent-line bg-accent-soft text-accent-text'
            : 'border-line-strong bg-surface text-ink'
          : cx('border-line-strong text-ink-3', !strong && 'border-dashed'),
        className,
      )}
    >
      {on ? <Check aria-hidden className="size-3" /> : null}
      {children}
    </button>
  );
}
