import { cx } from '@springboard/ui/cx.ts';
import type { LiveState } from '../api/live.ts';

const words: Readonly<Record<LiveState, string>> = {
  connecting: 'Connecting…',
  live: 'Live',
  reconnecting: 'Connecting again; what is shown may be old',
  ended: 'Not live any more; reload the page',
};

/** Whether what is shown is of this moment. */
export function LiveNote({ state }: { readonly state: LiveState }) {
  return (
    <p role="status" className="flex items-center gap-1.5 text-xs text-ink-3">
      <span
        aria-hidden
        className={cx('size-1.5 rounded-full', state === 'live' ? 'bg-good' : 'animate-breathe bg-warn')}
      />
      {words[state]}
    </p>
  );
}
