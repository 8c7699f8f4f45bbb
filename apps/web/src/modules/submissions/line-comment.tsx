import type { LineCommentView } from '@springboard/contracts/submissions.ts';
import { CommentCard } from './comment-card.tsx';
import { lineWords } from './line-range.ts';
import type { Commenting } from './source-lines.tsx';

/** What a reviewer said of lines. */
export function LineComment({
  comment,
  commenting,
}: {
  readonly comment: LineCommentView;
  readonly commenting: Commenting | null;
}) {
  const where = `on ${lineWords(comment.fromLine, comment.toLine)}`;
  const waits = commenting !== null && commenting.form !== null;
  return <CommentCard comment={comment} where={where} place={where} waits={waits} actions={commenting} />;
}
