import type { ReactNode } from 'react';

/** One of the numbers at the top of a page, in a card of several, under what it counts. */
export function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="px-5 py-4">
      <p className="text-xs text-ink-3">{label}</p>
      <p className="mt-1 flex min-h-7 items-baseline text-xl font-semibold tracking-tight whitespace-pre">
        {children}
      </p>
    </div>
  );
}
