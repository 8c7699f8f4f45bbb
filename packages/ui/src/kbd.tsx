import { Fragment, type ReactNode } from 'react';
import { cx } from './cx.ts';

/** Keys to press, `+` between those held together: `Ctrl+Shift+X`. */
export function Kbd({
  children,
  inverted = false,
}: {
  readonly children: string;
  readonly inverted?: boolean;
}) {
  const keys = children.split('+');
  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
      {keys.map((key, index) => (
        <Fragment key={key}>
          {index > 0 ? <span className="sr-only">+</span> : null}
          <Key inverted={inverted}>{key}</Key>
        </Fragment>
      ))}
    </span>
  );
}

function Key({ children, inverted }: { readonly children: ReactNode; readonly inverted: boolean }) {
  return (
    <kbd
      className={cx(
        'inline-flex h-[1.125rem] min-w-[1.125rem] items-center justify-center rounded-sm px-1 font-sans text-2xs',
        inverted
          ? 'border border-current/40 text-current'
          : 'border border-line-strong bg-surface text-ink-2',
      )}
    >
      {children}
    </kbd>
  );
}
