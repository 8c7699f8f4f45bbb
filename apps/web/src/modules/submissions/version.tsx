import type {
  CriterionView,
  SubmissionState,
  SubmissionVersion,
} from '@springboard/contracts/submissions.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { formatScore } from '../attempts/score.ts';
import { MomentComments } from './moment-comments.tsx';
import { ReviewText } from './review-text.tsx';
import type { Commenting } from './source-lines.tsx';
import { VersionText } from './version-text.tsx';

/** How a version stands; `accepted`: by so many so far. */
export function StateBadge({
  state,
  accepted,
}: {
  readonly state: SubmissionState;
  readonly accepted: number;
}) {
  if (state === 'returned') return <Badge tone="warn">Returned</Badge>;
  if (state === 'reviewed') return <Badge tone="good">Reviewed</Badge>;
  return <Badge tone="accent">{accepted > 0 ? 'Second review' : 'In review'}</Badge>;
}

/** One version of what was handed in, and what its reviewers said of it. */
export function Version({
  attemptId,
  version,
  criteria,
  commenting = null,
  heading: Heading = 'h3',
}: {
  readonly attemptId: string;
  readonly version: SubmissionVersion;
  readonly criteria: readonly CriterionView[];
  readonly commenting?: Commenting | null;
  /** What is one level below the heading that it stands under. */
  readonly heading?: 'h2' | 'h3';
}) {
  const { reviews, points, reviewers } = version;
  const total = criteria.reduce((sum, one) => sum + one.points, 0);
  return (
    <article className="overflow-hidden rounded-lg border border-line bg-surface">
      <header className="flex min-h-9 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line bg-inset px-3 py-1.5">
        <Heading className="text-xs font-medium text-ink-2">
          Version {version.version}
          <span className="font-normal text-ink-3">
            {', handed in '}
            <RelativeTime at={version.handedInAt} />
            {reviewers > 1 ? `, for ${reviewers} reviewers` : null}
          </span>
        </Heading>
        <StateBadge state={version.state} accepted={reviews.length} />
      </header>
      <VersionText version={version} commenting={commenting} below={Heading === 'h2' ? 2 : 3} />
      <MomentComments attemptId={attemptId} moments={version.moments} commenting={commenting} />
      {reviews.map((review) => (
        <ReviewText key={`${review.reviewer} ${review.at}`} criteria={criteria} review={review} />
      ))}
      {reviews.length < 2 || points === null ? null : (
        <p className="border-t border-line bg-inset px-3 py-2 text-sm text-ink-2">
          {formatScore(points)} of {formatScore(total)} points count
          {reviewers > 1
            ? ': the lowest of what they gave.'
            : ': a mentor’s review takes the place of a peer’s.'}
        </p>
      )}
    </article>
  );
}

/** A version that a newer one has followed: closed until somebody wants to see it. */
export function EarlierVersion(props: Parameters<typeof Version>[0]) {
  const { version, comments, moments } = props.version;
  const count = comments.length + moments.length;
  const where = moments.length === 0 ? ' on lines' : '';
  const said = count === 0 ? '' : `, with ${count} ${count === 1 ? 'comment' : 'comments'}${where}`;
  return (
    <details className="group">
      <summary className="cursor-pointer rounded-md px-1 py-1.5 text-sm text-ink-2 hover:text-ink">
        Version {version}
        {said}
      </summary>
      <div className="mt-1.5">
        <Version {...props} />
      </div>
    </details>
  );
}
