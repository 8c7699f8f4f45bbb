import type { TaughtRow } from '@springboard/db/repositories/taught.ts';
import type { ItemFacts } from './item-state.ts';

/**
 * How somebody stands with a lab that they are to teach. It is done with the first walk-through that is published and not hidden, and that enough people found
 * helpful where that is asked for (`helpfulTo`); until then it waits for them. One that a mentor has hidden is theirs to change.
 */
export function teachStanding(
  taught: readonly Pick<TaughtRow, 'publishedAt' | 'hidden' | 'helpfulAt'>[],
  helpfulTo: number | null,
): Pick<ItemFacts, 'doneAt' | 'waiting' | 'returned'> {
  const shown = taught.filter(({ hidden }) => !hidden);
  const ends = shown.flatMap(({ publishedAt, helpfulAt }) => {
    if (helpfulTo === null) return [publishedAt];
    const enough = helpfulAt[helpfulTo - 1];
    // Who withdraws one and publishes it again keeps its ratings.
    return enough ? [new Date(Math.max(enough.getTime(), publishedAt.getTime()))] : [];
  });
  const [doneAt = null] = ends.toSorted((a, b) => a.getTime() - b.getTime());
  return {
    doneAt,
    waiting: doneAt === null && shown.length > 0,
    returned: doneAt === null && shown.length === 0 && taught.length > 0,
  };
}
