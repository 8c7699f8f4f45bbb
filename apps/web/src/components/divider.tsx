import { cx } from '@springboard/ui/cx.ts';
import { Separator } from 'react-resizable-panels';

/** A line between two panels that is dragged, or moved by the arrow keys. `between`: how the panels lie. */
export function Divider({ label, between }: { readonly label: string; readonly between: 'row' | 'column' }) {
  return (
    <Separator
      aria-label={label}
      className={cx(
        'relative bg-line transition-colors after:absolute hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent data-[separator=hover]:bg-accent',
        between === 'row'
          ? 'w-px after:inset-y-0 after:-left-1 after:w-2'
          : 'h-px after:inset-x-0 after:-top-1 after:h-2',
      )}
    />
  );
}
