import { recordedFrom, shellWords } from '@springboard/contracts/recordings.ts';
import type { MomentCommentView } from '@springboard/contracts/submissions.ts';
import { formatClock } from '@springboard/ui/time.ts';
import { Link } from '@tanstack/react-router';
import { recordingKey } from '../../api/recordings.ts';
import { CommentCard } from './comment-card.tsx';
import type { Commenting } from './source-lines.tsx';

/** What reviewers said of moments of recorded work, each with the way to its second in the replay. */
export function MomentComments({
  attemptId,
  moments,
  commenting,
}: {
  readonly attemptId: string;
  readonly moments: readonly MomentCommentView[];
  readonly commenting: Commenting | null;
}) {
  if (moments.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 border-t border-line px-3 py-3">
      {moments.map((comment) => {
        const { recording, moment } = comment;
        const at = Date.parse(moment);
        const clock = formatClock(at - recordedFrom(Date.parse(recording.startedAt)));
        const terminal = `${recording.node}, ${shellWords(recording.number)}`;
        return (
          <CommentCard
            key={comment.id}
            comment={comment}
            where={`at ${clock} of ${terminal}`}
            place={
              <>
                at{' '}
                <Link
                  to="/attempts/$id/recordings/$recording"
                  params={{ id: attemptId, recording: recordingKey(recording) }}
                  search={{ at }}
                  target="_blank"
                  preload={false}
                  aria-label={`${clock} of ${terminal}: replay it there, in a new tab`}
                  className="rounded-sm text-accent-text hover:underline"
                >
                  {clock} of {terminal}
                </Link>
              </>
            }
            waits={commenting !== null && commenting.form !== null}
            actions={commenting}
          />
        );
      })}
    </div>
  );
}
