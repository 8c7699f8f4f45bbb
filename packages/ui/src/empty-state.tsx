import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** What to do next. */
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** `h1` where it is the whole page. */
  readonly heading?: 'h1' | 'h2';
}

/** Nothing here yet: says so, and what to do next. */
export function EmptyState({ icon, title, children, actions, heading: Heading = 'h2' }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-16 text-center">
      <span className="flex size-10 items-center justify-center rounded-lg border border-line bg-surface text-ink-3 shadow-xs [&>svg]:size-5">
        {icon}
      </span>
      <Heading className="mt-4 text-md font-semibold">{title}</Heading>
      <div className="mt-1 max-w-sm text-sm text-pretty text-ink-2">{children}</div>
      {actions === undefined ? null : <div className="mt-5 flex gap-2">{actions}</div>}
    </div>
  );
}
