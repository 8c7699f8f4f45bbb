import { CellStatus } from '@springboard/contracts/team-map.ts';
import { cx } from '@springboard/ui/cx.ts';
import { lateCorner } from './map-cell.tsx';
import { statusLooks } from './words.ts';

const swatch = 'inline-flex size-5 items-center justify-center rounded-sm border border-line text-xs';

/** What signs and colours of the map mean. */
export function Legend() {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1.5 text-xs text-ink-2">
      {CellStatus.options.map((status) => {
        const { words, sign, className } = statusLooks[status];
        return (
          <li key={status} className="flex items-center gap-1.5">
            <span aria-hidden className={cx(swatch, className)}>
              {sign}
            </span>
            {words}
          </li>
        );
      })}
      <li className="flex items-center gap-1.5">
        <span aria-hidden className={cx(swatch, 'bg-surface', lateCorner)} />
        late
      </li>
    </ul>
  );
}
