import type { LineCommentView } from '@springboard/contracts/submissions.ts';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { CircleCheck } from 'lucide-react';
import { lineWords } from './line-range.ts';
import type { Commenting } from './source-lines.tsx';

/** What a reviewer said of lines; whoever reviews may say that it was seen to. */
export function LineComment({
  comment,
  commenting,
}: {
  readonly comment: LineCommentView;
  readonly commenting: Commenting | null;
}) {
  const { id, author, fromLine, toLine, text, at, sent, own, settledAt } = comment;
  const where = lineWords(fromLine, toLine);
  return (
    <article
      aria-label={`Comment by ${author} on ${where}`}
      className={cx(
        'rounded-md border px-2.5 py-2 font-sans text-sm',
        settledAt === null ? 'border-accent-line bg-accent-soft' : 'border-line bg-inset',
      )}
    >
      <p className="flex flex-wrap items-baseline gap-x-1.5 text-xs text-ink-2">
        <span className="font-medium text-ink">{author}</span>
        <span>on {where},</span>
        <RelativeTime at={at} />
        {sent ? null : commenting?.form ? (
          <span>· will be sent with your review</span>
        ) : (
          <span>· not sent, since you sent no review</span>
        )}
      </p>
      <p className="mt-1 whitespace-pre-line text-pretty wrap-anywhere">{text}</p>
      <div className="-mb-1 flex flex-wrap items-center justify-end gap-2">
        {settledAt === null ? null : (
          <p className="mr-auto flex items-center gap-1.5 text-xs text-good-text">
            <CircleCheck aria-hidden className="size-3.5" />
            <span>
              Settled <RelativeTime at={settledAt} />
            </span>
          </p>
        )}
        {commenting === null ? null : own && !sent ? (
          <Button size="sm" variant="ghost" onClick={() => commenting.takeBack(id)}>
            Remove
          </Button>
        ) : (
          <Button size="sm" variant="ghost" onClick={() => commenting.settle(id, settledAt === null)}>
            {settledAt === null ? 'Mark as settled' : 'Open again'}
          </Button>
        )}
      </div>
    </article>
  );
}
