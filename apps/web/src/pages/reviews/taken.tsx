import type { SubmissionView } from '@springboard/contracts/submissions.ts';
import { Button } from '@springboard/ui/button.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { submissionQuery, takeReview } from '../../api/submissions.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';

/** Who is at it, and a button that says so to the others. */
export function Taken({ submission }: { readonly submission: SubmissionView }) {
  const { attemptId, taskId, taken } = submission;
  const client = useQueryClient();
  const own = taken?.own === true;
  const take = useMutation({
    mutationFn: () => takeReview(attemptId, taskId, !own),
    onSuccess: (next) => {
      client.setQueryData(submissionQuery(attemptId, taskId).queryKey, next);
      void client.invalidateQueries({ queryKey: ['submissions', 'open'] });
    },
    onError: notifyFailure,
  });
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 rounded-lg border border-line bg-surface px-3 py-2 text-sm">
      <p className="text-ink-2">
        {taken === null ? (
          'Nobody is at it yet.'
        ) : (
          <>
            {own ? 'You are' : `${taken.by} is`} at it, since <RelativeTime at={taken.at} />
          </>
        )}
      </p>
      <Button size="sm" busy={take.isPending} onClick={() => take.mutate()}>
        {own ? 'Let it go' : taken === null ? 'Take it' : 'Take it over'}
      </Button>
    </div>
  );
}
