import type { CommentView } from '@springboard/contracts/submissions.ts';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';

/** What a reviewer can do with a comment. */
export interface CommentActions {
  readonly settle: (id: string, settled: boolean) => void;
  readonly takeBack: (id: string) => void;
}

/** What a reviewer said of a place in the work; whoever reviews may say that it was seen to. */
export function CommentCard({
  comment,
  where,
  place,
  waits,
  actions,
}: {
  readonly comment: CommentView;
  /** The place in words, for who hears it: `on line 3`. */
  readonly where: string;
  /** The same to be seen. */
  readonly place: ReactNode;
  /** The review that it is sent with can still be written. */
  readonly waits: boolean;
  /** Null for who only reads. */
  readonly actions: CommentActions | null;
}) {
  const { id, author, text, at, sent, own, settledAt } = comment;
  return (
    <article
      aria-label={`Comment by ${author} ${where}`}
      className={cx(
        'rounded-md border px-2.5 py-2 font-sans text-sm',
        settledAt === null ? 'border-accent-line bg-accent-soft' : 'border-line bg-inset',
      )}
    >
      <p className="flex flex-wrap items-baseline gap-x-1.5 text-xs text-ink-2">
        <span className="font-medium text-ink">{author}</span>
        <span>{place},</span>
        <RelativeTime at={at} />
        {sent ? null : waits ? (
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
        {actions === null ? null : own && !sent ? (
          <Button size="sm" variant="ghost" onClick={() => actions.takeBack(id)}>
            Remove
          </Button>
        ) : (
          <Button size="sm" variant="ghost" onClick={() => actions.settle(id, settledAt === null)}>
            {settledAt === null ? 'Mark as settled' : 'Open again'}
          </Button>
        )}
      </div>
    </article>
  );
}
