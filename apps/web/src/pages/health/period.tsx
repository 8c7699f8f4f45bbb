import { cx } from '@springboard/ui/cx.ts';

export const periods = [7, 30, 90] as const;

/** How far back is counted. */
export function Period({
  days,
  onChange,
}: {
  readonly days: number;
  readonly onChange: (days: number) => void;
}) {
  return (
    <fieldset className="flex rounded-md border border-line bg-surface p-0.5">
      <legend className="sr-only">How far back</legend>
      {periods.map((period) => (
        <label
          key={period}
          className={cx(
            'cursor-pointer rounded px-2.5 py-1 text-xs has-focus-visible:outline-2',
            days === period ? 'bg-hover font-medium text-ink' : 'text-ink-2 hover:text-ink',
          )}
        >
          <input
            type="radio"
            name="period"
            checked={days === period}
            onChange={() => onChange(period)}
            className="sr-only"
          />
          {period} days
        </label>
      ))}
    </fieldset>
  );
}
