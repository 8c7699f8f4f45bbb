import type { SubmissionView } from '@springboard/contracts/submissions.ts';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { submissionQuery } from '../../api/submissions.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Prose } from '../../components/prose.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Recordings } from '../../modules/submissions/recordings.tsx';
import { EarlierVersion, Version } from '../../modules/submissions/version.tsx';
import { ReviewForm } from './review-form.tsx';
import { Taken } from './taken.tsx';
import { useCommenting } from './use-commenting.tsx';

/** One piece of work beside its rubric. */
export function ReviewPage() {
  const { id, taskId } = useParams({ from: '/signed-in/shell/reviews/$id/$taskId' });
  const submission = useQuery(submissionQuery(id, taskId));
  if (submission.data !== undefined) return <Review submission={submission.data} />;
  if (submission.isError)
    return <RequestError error={submission.error} onRetry={() => void submission.refetch()} />;
  return (
    <Loading label="Loading the work">
      <Skeleton className="h-96 w-full" />
    </Loading>
  );
}

function Review({ submission }: { readonly submission: SubmissionView }) {
  const { work, attemptId, canReview } = submission;
  const [last, ...before] = work.versions;
  const { newest, earlier } = useCommenting(submission);
  return (
    <>
      <PageHeader title={submission.task} description={<Whose submission={submission} />} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <details className="rounded-lg border border-line bg-surface px-3 py-2">
            <summary className="cursor-pointer text-sm font-medium text-ink-2">What was asked for</summary>
            <Prose prose={submission.body} className="mt-2 text-base" />
            {work.show.length === 0 ? null : (
              <ol className="mt-2 list-decimal pl-5 text-sm text-ink-2">
                {work.show.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ol>
            )}
          </details>
          {last === undefined ? null : (
            <Version
              key={last.version}
              attemptId={attemptId}
              version={last}
              criteria={work.criteria}
              commenting={newest}
              heading="h2"
            />
          )}
          {submission.asPeer ? null : (
            <Recordings
              attemptId={attemptId}
              node={work.node}
              task={submission.kind === 'recorded' ? submission.taskId : undefined}
              heading="h2"
            />
          )}
          {before.map((version) => (
            <EarlierVersion
              key={version.version}
              attemptId={attemptId}
              version={version}
              criteria={work.criteria}
              commenting={earlier}
              heading="h2"
            />
          ))}
        </div>
        <div className="flex flex-col gap-4 lg:sticky lg:top-16">
          {last !== undefined && canReview ? (
            <>
              <Taken submission={submission} />
              <ReviewForm key={last.version} submission={submission} version={last.version} />
            </>
          ) : (
            <p className="rounded-lg border border-line bg-surface px-3 py-3 text-sm text-ink-2">
              {standing(submission)}
            </p>
          )}
        </div>
      </div>
    </>
  );
}

function Whose({ submission }: { readonly submission: SubmissionView }) {
  const { attemptId, person, lab } = submission;
  if (person === null)
    return `Somebody who does ${lab.title}, which you have passed, asks for your review. Whose work it is, is not shown.`;
  const link = 'rounded-sm text-accent-text hover:underline';
  return (
    <>
      {person}, in {lab.title}.{' '}
      <Link to="/attempts/$id" params={{ id: attemptId }} className={link}>
        The whole attempt
      </Link>
      {' · '}
      <Link to="/attempts/$id/timeline" params={{ id: attemptId }} className={link}>
        Its timeline
      </Link>
    </>
  );
}

/** Why there is nothing to review for this person. */
function standing({ state, reviewedBy }: SubmissionView): string {
  if (state === 'returned')
    return 'Its writer was asked for another version. It comes back into the queue when they hand it in.';
  if (state === 'reviewed') return 'This is reviewed; its points count.';
  return `${reviewedBy.join(' and ')} accepted it. Its points count once a second reviewer, somebody else, has accepted it, too.`;
}
