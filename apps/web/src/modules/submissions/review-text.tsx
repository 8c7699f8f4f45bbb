import type { CriterionView, ReviewView } from '@springboard/contracts/submissions.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { formatScore } from '../attempts/score.ts';
import { Marks } from './rubric.tsx';

/** What one reviewer said of a version as a whole, and criterion by criterion. */
export function ReviewText({
  criteria,
  review,
}: {
  readonly criteria: readonly CriterionView[];
  readonly review: ReviewView;
}) {
  const total = criteria.reduce((sum, { points }) => sum + points, 0);
  return (
    <div className="border-t border-line">
      <div className="px-3 pt-2.5 text-sm">
        <p className="text-ink-2">
          <span className="font-medium text-ink">{review.reviewer}</span>
          {review.peer ? ', a peer,' : null}
          {review.decision === 'accept'
            ? ` gave ${formatScore(review.points)} of ${formatScore(total)} points, `
            : ' asked for another version, '}
          <RelativeTime at={review.at} />
        </p>
        {review.comment === '' ? null : (
          <p className="mt-1.5 whitespace-pre-line text-pretty">{review.comment}</p>
        )}
      </div>
      <Marks criteria={criteria} review={review} />
    </div>
  );
}
