import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export interface ErrorStateProps {
  readonly title: string;
  /** What happened and what was kept. */
  readonly detail: ReactNode;
  /** What to do. */
  readonly remedy?: ReactNode;
  readonly actions?: ReactNode;
  /** Something to quote when asking for help, such as an error code. */
  readonly reference?: string;
}

/** Something went wrong: what happened, what was kept, and what to do. */
export function ErrorState({ title, detail, remedy, actions, reference }: ErrorStateProps) {
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center">
      <span className="flex size-10 items-center justify-center rounded-lg border border-bad-line bg-bad-soft text-bad-text">
        <CircleAlert aria-hidden className="size-5" />
      </span>
      <h1 className="mt-4 text-md font-semibold">{title}</h1>
      <p className="mt-1 text-sm text-pretty text-ink-2">{detail}</p>
      {remedy === undefined ? null : <p className="mt-2 text-sm text-pretty text-ink">{remedy}</p>}
      {actions === undefined ? null : (
        <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
      {reference === undefined ? null : <p className="mt-6 font-mono text-xs text-ink-3">{reference}</p>}
    </div>
  );
}
