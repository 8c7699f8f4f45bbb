import { cx } from '@springboard/ui/cx.ts';
import { formatClock } from '@springboard/ui/time.ts';
import { Bookmark, Check, Info, MessageSquare, ShieldAlert } from 'lucide-react';
import type { Moment } from './moments.ts';

const signs = {
  passed: Check,
  breach: ShieldAlert,
  recording: Info,
  chapter: Bookmark,
  comment: MessageSquare,
};
const colours = {
  passed: 'text-good-text',
  breach: 'text-bad-text',
  recording: 'text-ink-3',
  chapter: 'text-accent-text',
  comment: 'text-accent-text',
};

/** What the platform knows of, as places to go to; the same stand as marks on the player's bar. */
export function MomentList({
  moments,
  onSeek,
}: {
  readonly moments: readonly Moment[];
  readonly onSeek: (at: number) => void;
}) {
  if (moments.length === 0) return null;
  return (
    <section className="rounded-lg border border-line bg-surface">
      <h2 className="border-b border-line px-3 py-2 text-xs font-medium text-ink-2">What happened</h2>
      <ol className="max-h-56 overflow-y-auto p-1">
        {moments.map(({ at, label, kind }) => {
          const Sign = signs[kind];
          return (
            <li key={`${at} ${label}`}>
              <button
                type="button"
                onClick={() => onSeek(at)}
                className="flex w-full items-start gap-2 rounded-md px-2 py-1 text-left text-sm hover:bg-hover active:bg-press"
              >
                <span className="min-w-7 shrink-0 text-xs leading-5 text-ink-3">
                  {formatClock(at * 1000)}
                </span>
                <Sign aria-hidden className={cx('mt-0.5 size-4 shrink-0', colours[kind])} />
                <span className="min-w-0">{label}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
