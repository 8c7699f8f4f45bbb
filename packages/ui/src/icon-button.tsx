import type { ComponentProps, ReactElement } from 'react';
import { cx } from './cx.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** What it does: the accessible name and the tooltip. */
  readonly label: string;
  /** Keys that do the same, shown in the tooltip. */
  readonly keys?: string;
  readonly children: ReactElement;
}

/** A square button that shows only an icon; its name appears as tooltip on hover and focus. */
export function IconButton({ label, keys, className, children, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} {...(keys === undefined ? {} : { keys })}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cx(
          'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink active:bg-press disabled:pointer-events-none disabled:opacity-40 data-[popup-open]:bg-press data-[popup-open]:text-ink',
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  );
}
