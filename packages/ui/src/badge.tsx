import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

const tones: Record<Tone, string> = {
  neutral: 'bg-inset text-ink-2 border-line',
  accent: 'bg-accent-soft text-accent-text border-accent-line',
  good: 'bg-good-soft text-good-text border-good-line',
  warn: 'bg-warn-soft text-warn-text border-warn-line',
  bad: 'bg-bad-soft text-bad-text border-bad-line',
};

export interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A small label of state or kind. The words carry the meaning, the tone only supports it. */
export function Badge({ tone = 'neutral', icon, className, children }: BadgeProps) {
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center gap-1 rounded-full border px-2 text-xs font-medium whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
