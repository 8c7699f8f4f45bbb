import type { WalkthroughRating, WalkthroughSummary } from '@springboard/contracts/walkthroughs.ts';
import type {
  NamedWalkthrough,
  RatingRow,
  WalkthroughRow,
} from '@springboard/db/repositories/walkthroughs.ts';
import { spanTimes } from './files.ts';

/** A published one in a list. */
export function viewSummary(
  row: NamedWalkthrough,
  ratings: readonly RatingRow[],
  personId: string,
): WalkthroughSummary[] {
  const { id, author, published, publishedAt } = row;
  if (!published || !publishedAt) return [];
  const ms = published.parts.map(spanTimes).reduce((sum, { from, until }) => sum + until - from, 0);
  return [
    {
      id,
      title: published.title,
      author,
      mine: row.personId === personId,
      publishedAt: publishedAt.toISOString(),
      seconds: ms / 1000,
      chapters: published.chapters.map(({ title }) => title),
      rating: viewRating(ratings),
      hidden: viewHidden(row),
    },
  ];
}

/** What these say together; the average to a tenth. */
export function viewRating(ratings: readonly RatingRow[]): WalkthroughRating {
  const count = ratings.length;
  const sum = ratings.reduce((all, { stars }) => all + stars, 0);
  return { count, average: count === 0 ? null : Math.round((sum / count) * 10) / 10 };
}

export function viewHidden({ hiddenAt, hiddenReason }: WalkthroughRow): WalkthroughSummary['hidden'] {
  return hiddenAt && { at: hiddenAt.toISOString(), reason: hiddenReason ?? '' };
}
