import type { ReactNode } from 'react';

export interface PanelProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
}

/** What the sign-in page says, under a sign and a title. */
export function Panel({ icon, title, children }: PanelProps) {
  return (
    <>
      <span className="flex size-9 items-center justify-center rounded-lg border border-line bg-inset text-ink-2 [&>svg]:size-4.5">
        {icon}
      </span>
      <h1 className="mt-4 text-md font-semibold">{title}</h1>
      <div className="mt-1.5 flex flex-col gap-3 text-sm text-pretty text-ink-2">{children}</div>
    </>
  );
}
