import { cx } from './cx.ts';

export interface ProgressProps {
  /** 0…1, or null when not known. */
  readonly value: number | null;
  readonly label: string;
  readonly tone?: 'accent' | 'good';
  readonly className?: string;
}

/** A thin bar. Without a value it breathes, which says "busy" without pretending to know how far. */
export function Progress({ value, label, tone = 'accent', className }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      className={cx('h-1.5 overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={cx(
          'h-full rounded-full transition-[width] duration-500 ease-out',
          tone === 'good' ? 'bg-good' : 'bg-accent',
          percent === null && 'w-full animate-breathe opacity-60',
        )}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
