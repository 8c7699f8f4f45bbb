import { LoaderCircle } from 'lucide-react';
import { cx } from './cx.ts';

/** Something is under way. Decorative: say in words what it is next to it. */
export function Spinner({ className }: { readonly className?: string }) {
  return <LoaderCircle aria-hidden className={cx('size-4 shrink-0 animate-spin', className)} />;
}
