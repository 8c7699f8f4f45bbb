import type { ReactNode } from 'react';

/** A card in the middle of the work side, where the terminals will be, or were. */
export function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex min-h-full max-w-md flex-col justify-center px-4 py-8 sm:px-6 sm:py-10">
        <div className="rounded-xl border border-line bg-surface p-5 shadow-xs">{children}</div>
      </div>
    </div>
  );
}

const tones = {
  bad: 'border-bad-line bg-bad-soft text-bad-text',
  quiet: 'border-line bg-inset text-ink-2',
  accent: 'border-accent-line bg-accent-soft text-accent-text',
} as const;

/** The sign at the head of such a card. */
export function FrameIcon({
  tone = 'quiet',
  children,
}: {
  readonly tone?: keyof typeof tones;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={`mb-3 flex size-9 items-center justify-center rounded-lg border [&>svg]:size-4.5 ${tones[tone]}`}
    >
      {children}
    </span>
  );
}
