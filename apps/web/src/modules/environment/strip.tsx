import { cx } from '@springboard/ui/cx.ts';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

const tones = {
  accent: 'border-accent-line bg-accent-soft [&>svg]:text-accent-text',
  good: 'border-good-line bg-good-soft [&>svg]:text-good-text',
  warn: 'border-warn-line bg-warn-soft [&>svg]:text-warn-text',
  bad: 'border-bad-line bg-bad-soft [&>svg]:text-bad-text',
} as const;

export interface StripProps {
  readonly tone: keyof typeof tones;
  readonly icon: ReactNode;
  /** Said first, with weight. */
  readonly title: string;
  readonly children?: ReactNode;
  /** A clock or buttons, at the end. */
  readonly end?: ReactNode;
  readonly onDismiss?: () => void;
}

/** One line over the work: what is going on there, without taking it away. Wraps where the window is narrow. */
export function Strip({ tone, icon, title, children, end, onDismiss }: StripProps) {
  return (
    <div
      className={cx(
        'flex min-h-9 shrink-0 items-center gap-2.5 border-b py-1 pr-2 pl-3 text-sm text-ink [&>svg]:size-4 [&>svg]:shrink-0',
        tones[tone],
      )}
    >
      {icon}
      <p className="min-w-0 flex-1 text-pretty">
        <span className="font-medium">{title}</span> <span className="text-ink-2">{children}</span>
      </p>
      {end}
      {onDismiss === undefined ? null : (
        <IconButton label="Dismiss" onClick={onDismiss}>
          <X aria-hidden className="size-4" />
        </IconButton>
      )}
    </div>
  );
}
