import { Button } from '@springboard/ui/button.tsx';
import { formatClock } from '@springboard/ui/time.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { MessageSquarePlus } from 'lucide-react';
import { useState } from 'react';
import { addMomentComment, submissionQuery } from '../../api/submissions.ts';
import { RequestError } from '../../components/request-error.tsx';
import { CommentCard } from '../../modules/submissions/comment-card.tsx';
import { CommentForm } from '../../modules/submissions/comment-form.tsx';
import { useCommentActions } from '../../modules/submissions/use-comment-actions.ts';

/** Beside the player, for who reviews what it shows: what they said of moments of this recording, and more of it. */
export function MomentPanel({
  attemptId,
  taskId,
  recording,
  startedAt,
  now,
  onSeek,
}: {
  readonly attemptId: string;
  readonly taskId: string;
  /** Its name. */
  readonly recording: string;
  /** When it began, in ms since the epoch. */
  readonly startedAt: number;
  /** The moment at which the player stands, in ms since the epoch. */
  readonly now: () => number;
  readonly onSeek: (time: number) => void;
}) {
  const found = useQuery(submissionQuery(attemptId, taskId));
  const { outcome, actions } = useCommentActions(attemptId, taskId);
  // Where the player stood when the comment was begun: it may play on meanwhile.
  const [moment, setMoment] = useState<number | null>(null);
  const add = useMutation({
    mutationFn: (of: { version: number; at: number; text: string }) =>
      addMomentComment(attemptId, taskId, {
        ...{ version: of.version, recording, text: of.text },
        moment: new Date(of.at).toISOString(),
      }),
    ...outcome,
  });
  if (found.isError && found.data === undefined)
    return <RequestError error={found.error} onRetry={() => void found.refetch()} />;
  const [version] = found.data?.work.versions ?? [];
  if (found.data === undefined || version === undefined) return null;
  const { canReview, task } = found.data;
  const clock = (time: number) => formatClock(time - startedAt);
  const own = version.moments.filter((one) => one.recording.name === recording);
  return (
    <section aria-label="Comments" className="rounded-lg border border-line bg-surface">
      <h2 className="border-b border-line px-3 py-2 text-xs font-medium text-ink-2">
        Comments on “{task}”, version {version.version}
      </h2>
      <div className="flex flex-col gap-2 p-3">
        {own.map((comment) => {
          const at = Date.parse(comment.moment);
          return (
            <CommentCard
              key={comment.id}
              comment={comment}
              where={`at ${clock(at)}`}
              place={
                <>
                  at{' '}
                  <button
                    type="button"
                    onClick={() => onSeek(at)}
                    className="cursor-pointer rounded-sm text-accent-text tabular-nums hover:underline"
                  >
                    {clock(at)}
                  </button>
                </>
              }
              waits={canReview}
              actions={actions}
            />
          );
        })}
        {canReview ? null : own.length === 0 ? (
          <p className="text-sm text-ink-3">Nobody said anything of this recording.</p>
        ) : null}
        {canReview && moment === null ? (
          <Button
            size="sm"
            icon={<MessageSquarePlus aria-hidden className="size-3.5" />}
            onClick={() => setMoment(Math.round(now()))}
            className="self-start"
          >
            Comment here
          </Button>
        ) : null}
        {canReview && moment !== null ? (
          <CommentForm
            label={`Comment at ${clock(moment)}`}
            heading={(id) => (
              <label htmlFor={id} className="text-sm font-medium">
                Your comment at {clock(moment)}
              </label>
            )}
            busy={add.isPending}
            onSend={(text) =>
              add.mutate({ version: version.version, at: moment, text }, { onSuccess: () => setMoment(null) })
            }
            onClose={() => setMoment(null)}
          />
        ) : null}
      </div>
    </section>
  );
}
