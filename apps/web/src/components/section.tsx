import type { ReactNode } from 'react';

export interface SectionProps {
  readonly title: string;
  /** How many there are, in the heading. */
  readonly count?: number;
  readonly note?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page, under a heading of its own. */
export function Section({ title, count, note, aside, children }: SectionProps) {
  return (
    <section>
      <div className="mb-2.5 flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="text-sm font-medium text-ink-2">
          {title}
          {count === undefined ? null : <span className="ml-1.5 text-ink-3">{count}</span>}
          {note === undefined ? null : <span className="ml-3 font-normal text-ink-3">{note}</span>}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
