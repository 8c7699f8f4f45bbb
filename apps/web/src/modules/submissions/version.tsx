import type { CriterionView, SubmissionVersion } from '@springboard/contracts/submissions.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Prose } from '../../components/prose.tsx';
import { formatScore } from '../attempts/score.ts';
import { Marks } from './rubric.tsx';

export const stateBadge = {
  handed_in: <Badge tone="accent">In review</Badge>,
  returned: <Badge tone="warn">Returned</Badge>,
  reviewed: <Badge tone="good">Reviewed</Badge>,
};

/** One version of what was handed in, and what a reviewer said of it. */
export function Version({
  version,
  criteria,
  heading: Heading = 'h3',
}: {
  readonly version: SubmissionVersion;
  readonly criteria: readonly CriterionView[];
  /** What is one level below the heading that it stands under. */
  readonly heading?: 'h2' | 'h3';
}) {
  const { review } = version;
  return (
    <article className="overflow-hidden rounded-lg border border-line bg-surface">
      <header className="flex min-h-9 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line bg-inset px-3 py-1.5">
        <Heading className="text-xs font-medium text-ink-2">
          Version {version.version}
          <span className="font-normal text-ink-3">
            {', handed in '}
            <RelativeTime at={version.handedInAt} />
          </span>
        </Heading>
        {stateBadge[version.state]}
      </header>
      <div className="px-3 py-3">
        {version.text.trim() === '' ? (
          <p className="text-sm text-ink-3">Handed in without a note.</p>
        ) : (
          <Prose prose={version.prose} className="text-base" below={Heading === 'h2' ? 2 : 3} />
        )}
      </div>
      {review === null ? null : (
        <div className="border-t border-line">
          <div className="px-3 pt-2.5 text-sm">
            <p className="text-ink-2">
              <span className="font-medium text-ink">{review.reviewer}</span>
              {version.state === 'reviewed'
                ? ` gave ${formatScore(review.points)} of ${formatScore(total(criteria))} points, `
                : ' asked for another version, '}
              <RelativeTime at={review.at} />
            </p>
            {review.comment === '' ? null : (
              <p className="mt-1.5 whitespace-pre-line text-pretty">{review.comment}</p>
            )}
          </div>
          <Marks criteria={criteria} review={review} />
        </div>
      )}
    </article>
  );
}

function total(criteria: readonly CriterionView[]): number {
  return criteria.reduce((sum, { points }) => sum + points, 0);
}
