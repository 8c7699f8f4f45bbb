import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** Holds the place of something that is loading. Give it the size of what comes. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={cx('block animate-shimmer rounded-md bg-line', className)} />;
}

/** Wraps skeletons and tells assistive technology what is being waited for. */
export function Loading({
  label,
  className,
  children,
}: {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <div aria-busy="true" className={className}>
      <span role="status" className="sr-only">
        {label}
      </span>
      {children}
    </div>
  );
}
