import { cx } from '@springboard/ui/cx.ts';
import { shareOf, ticksOf, type Viewport } from './viewport.ts';

/** Round times along the top of the chart. */
export function Axis({ view, width }: { readonly view: Viewport; readonly width: number }) {
  return (
    <div className="relative h-7 overflow-hidden border-l border-line max-sm:border-l-0">
      {ticksOf(view, width).map(({ at, label, day }) => (
        <span
          key={at}
          style={{ left: `${shareOf(view, at) * 100}%` }}
          className={cx(
            'absolute inset-y-0 border-l pl-1 text-2xs leading-7 whitespace-nowrap',
            day ? 'border-line-strong font-medium text-ink-2' : 'border-line text-ink-3',
          )}
        >
          {label}
        </span>
      ))}
    </div>
  );
}
