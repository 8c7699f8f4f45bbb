import type { PathItemView } from '@springboard/contracts/paths.ts';
import { cx } from '@springboard/ui/cx.ts';
import {
  BookOpen,
  Check,
  CircleDashed,
  CirclePlay,
  Hourglass,
  Lock,
  type LucideIcon,
  Presentation,
  Undo2,
} from 'lucide-react';

const looks = {
  done: { icon: Check, words: 'Done', className: 'border-good-line bg-good-soft text-good-text' },
  waiting: { icon: Hourglass, words: 'Waits for a reviewer', className: 'border-line bg-inset text-ink-2' },
  returned: { icon: Undo2, words: 'Returned', className: 'border-warn-line bg-warn-soft text-warn-text' },
  active: {
    icon: CirclePlay,
    words: 'Under way',
    className: 'border-accent-line bg-accent-soft text-accent-text',
  },
  tried: { icon: CircleDashed, words: 'Tried', className: 'border-line-strong bg-surface text-ink-2' },
  open: { icon: CircleDashed, words: 'Open', className: 'border-line-strong bg-surface text-ink-3' },
  locked: { icon: Lock, words: 'Locked', className: 'border-line bg-inset text-ink-3' },
} as const;

/** What is no lab shows what it is while nothing was done. */
const openIcons: Partial<Record<PathItemView['kind'], LucideIcon>> = {
  reading: BookOpen,
  teach: Presentation,
};

/** How an item stands, as a sign; its words are for screen readers. */
export function StatusIcon({ item }: { readonly item: Pick<PathItemView, 'status' | 'kind'> }) {
  const { icon, words, className } = looks[item.status];
  const Icon = item.status === 'open' ? (openIcons[item.kind] ?? icon) : icon;
  return (
    <span className={cx('flex size-7 shrink-0 items-center justify-center rounded-full border', className)}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{words}: </span>
    </span>
  );
}
