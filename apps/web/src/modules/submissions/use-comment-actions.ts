import type { SubmissionView } from '@springboard/contracts/submissions.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { settleLineComment, submissionQuery, takeBackLineComment } from '../../api/submissions.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import type { CommentActions } from './comment-card.tsx';

/** What reviewers do with comments that are there, wherever in the work; and `outcome`, what becomes of any change of them. */
export function useCommentActions(attemptId: string, taskId: string) {
  const client = useQueryClient();
  const outcome = {
    onSuccess: (next: SubmissionView) =>
      client.setQueryData(submissionQuery(attemptId, taskId).queryKey, next),
    onError: notifyFailure,
  };
  const settle = useMutation({
    mutationFn: ({ id, settled }: { id: string; settled: boolean }) =>
      settleLineComment(attemptId, taskId, id, settled),
    ...outcome,
  });
  const takeBack = useMutation({
    mutationFn: (id: string) => takeBackLineComment(attemptId, taskId, id),
    ...outcome,
  });
  const actions: CommentActions = {
    settle: (id, settled) => settle.mutate({ id, settled }),
    takeBack: (id) => takeBack.mutate(id),
  };
  return { outcome, actions };
}
