import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { cx } from './cx.ts';

const tones: Record<Tone, string> = {
  neutral: 'border-line bg-inset [&_svg]:text-ink-3',
  accent: 'border-accent-line bg-accent-soft [&_svg]:text-accent-text',
  good: 'border-good-line bg-good-soft [&_svg]:text-good-text',
  warn: 'border-warn-line bg-warn-soft [&_svg]:text-warn-text',
  bad: 'border-bad-line bg-bad-soft [&_svg]:text-bad-text',
};

export interface CalloutProps {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly role?: 'status' | 'alert';
  readonly className?: string;
  readonly children?: ReactNode;
}

/** A boxed remark: what happened, and what to do about it. */
export function Callout({ tone = 'neutral', icon, title, actions, role, className, children }: CalloutProps) {
  return (
    <div role={role} className={cx('flex gap-2.5 rounded-lg border px-3 py-2.5', tones[tone], className)}>
      {icon === undefined ? null : (
        <span className="flex h-5 shrink-0 items-center [&>svg]:size-4">{icon}</span>
      )}
      <div className="min-w-0 flex-1 text-sm text-ink-2">
        {title === undefined ? null : <p className="font-medium text-ink">{title}</p>}
        {children}
        {actions === undefined ? null : <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
