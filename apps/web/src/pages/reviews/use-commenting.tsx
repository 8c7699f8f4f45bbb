import type { SubmissionView } from '@springboard/contracts/submissions.ts';
import { useMutation } from '@tanstack/react-query';
import { addLineComment } from '../../api/submissions.ts';
import type { Commenting } from '../../modules/submissions/source-lines.tsx';
import { useCommentActions } from '../../modules/submissions/use-comment-actions.ts';
import { LineCommentForm } from './line-comment-form.tsx';

/** What a reviewer does with comments on the newest version, and with those on earlier ones, which get no more. */
export function useCommenting(submission: SubmissionView): { newest: Commenting; earlier: Commenting } {
  const { attemptId, taskId, version, canReview } = submission;
  const { outcome, actions } = useCommentActions(attemptId, taskId);
  const add = useMutation({
    mutationFn: (comment: { fromLine: number; toLine: number; text: string }) =>
      addLineComment(attemptId, taskId, { version, ...comment }),
    ...outcome,
  });
  const earlier: Commenting = { form: null, ...actions };
  if (!canReview) return { newest: earlier, earlier };
  const form: Commenting['form'] = (lines, close) => (
    <LineCommentForm
      lines={lines}
      busy={add.isPending}
      onSend={(comment) => add.mutate(comment, { onSuccess: close })}
      onClose={close}
    />
  );
  return { newest: { ...earlier, form }, earlier };
}
