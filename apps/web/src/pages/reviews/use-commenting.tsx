import type { SubmissionView } from '@springboard/contracts/submissions.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  addLineComment,
  settleLineComment,
  submissionQuery,
  takeBackLineComment,
} from '../../api/submissions.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import type { Commenting } from '../../modules/submissions/source-lines.tsx';
import { LineCommentForm } from './line-comment-form.tsx';

/** What a reviewer does with comments on the newest version, and with those on earlier ones, which get no more. */
export function useCommenting(submission: SubmissionView): { newest: Commenting; earlier: Commenting } {
  const { attemptId, taskId, version, canReview } = submission;
  const client = useQueryClient();
  const outcome = {
    onSuccess: (next: SubmissionView) =>
      client.setQueryData(submissionQuery(attemptId, taskId).queryKey, next),
    onError: notifyFailure,
  };
  const add = useMutation({
    mutationFn: (comment: { fromLine: number; toLine: number; text: string }) =>
      addLineComment(attemptId, taskId, { version, ...comment }),
    ...outcome,
  });
  const settle = useMutation({
    mutationFn: ({ id, settled }: { id: string; settled: boolean }) =>
      settleLineComment(attemptId, taskId, id, settled),
    ...outcome,
  });
  const takeBack = useMutation({
    mutationFn: (id: string) => takeBackLineComment(attemptId, taskId, id),
    ...outcome,
  });
  const earlier: Commenting = {
    form: null,
    settle: (id, settled) => settle.mutate({ id, settled }),
    takeBack: (id) => takeBack.mutate(id),
  };
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
