import type { WalkthroughRating } from '@springboard/contracts/walkthroughs.ts';
import { Star } from 'lucide-react';

/** What others say together: the average, and of how many. */
export function Rating({ rating: { average, count } }: { readonly rating: WalkthroughRating }) {
  if (average === null) return <span className="text-xs text-ink-3">not rated yet</span>;
  return (
    <span className="inline-flex items-center gap-1 text-xs text-ink-2">
      <Star aria-hidden className="size-3.5 fill-current text-warn-text" />
      <span>
        <span className="sr-only">Helpful: </span>
        {average.toFixed(1)}
        <span className="sr-only"> of 5, rated by</span>
        <span className="text-ink-3"> ({count})</span>
      </span>
    </span>
  );
}
