import { type LineCommentView, linesOf } from '@springboard/contracts/submissions.ts';
import { cx } from '@springboard/ui/cx.ts';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react';
import type { CommentActions } from './comment-card.tsx';
import { LineComment } from './line-comment.tsx';
import { boundsOf, type LineRange, lineAfterKey } from './line-range.ts';

/** What a reviewer does with comments; who only reads has none. */
export interface Commenting extends CommentActions {
  /** The form under the lines that were chosen; null where nothing can be added. */
  readonly form:
    | ((
        lines: { readonly from: number; readonly to: number; readonly of: number },
        close: () => void,
      ) => ReactNode)
    | null;
}

/**
 * Markdown as it was handed in, line by line, each comment under the last of its lines. A reviewer chooses lines by their numbers: a click,
 * Shift with a click for several; or arrows, Shift with arrows, and Enter.
 */
export function SourceLines({
  text,
  comments,
  commenting,
}: {
  readonly text: string;
  readonly comments: readonly LineCommentView[];
  readonly commenting: Commenting | null;
}) {
  const lines = linesOf(text);
  const [range, setRange] = useState<LineRange | null>(null);
  const [open, setOpen] = useState(false);
  const [reached, setReached] = useState(1);
  const list = useRef<HTMLOListElement>(null);
  const form = commenting?.form ?? null;
  const chosen = range === null ? null : boundsOf(range);
  const focusLine = (line: number) => {
    setReached(line);
    list.current?.querySelector<HTMLButtonElement>(`[data-line="${line}"]`)?.focus();
  };
  const choose = (line: number, extend: boolean) =>
    setRange((before) => ({ anchor: extend && before !== null ? before.anchor : line, head: line }));
  const click = (line: number, { shiftKey }: MouseEvent) => {
    setReached(line);
    if (chosen === null || line < chosen.from || line > chosen.to || open) choose(line, shiftKey);
    setOpen(true);
  };
  const press = (line: number, event: KeyboardEvent) => {
    const next = lineAfterKey(event.key, line, lines.length);
    if (next === undefined) return;
    event.preventDefault();
    if (event.shiftKey) setRange((before) => ({ anchor: before?.anchor ?? line, head: next }));
    else if (!open) setRange({ anchor: next, head: next });
    focusLine(next);
  };
  const close = () => {
    setOpen(false);
    setRange(null);
    focusLine(reached);
  };
  return (
    <ol ref={list} aria-label="The text by lines" className="py-1.5 font-mono text-sm leading-6">
      {lines.map((line, index) => {
        const number = index + 1;
        const under = comments.filter(({ toLine }) => toLine === number);
        const isChosen = chosen !== null && number >= chosen.from && number <= chosen.to;
        const isSpokenOf = comments.some(({ fromLine, toLine }) => number >= fromLine && number <= toLine);
        return (
          <li key={number}>
            <div className={cx('flex items-start', isChosen ? 'bg-accent-soft' : isSpokenOf && 'bg-inset')}>
              {form === null ? (
                <span className={gutter}>{number}</span>
              ) : (
                <button
                  type="button"
                  data-line={number}
                  aria-label={`Comment on line ${number}`}
                  aria-pressed={isChosen}
                  tabIndex={number === reached ? 0 : -1}
                  onClick={(event) => click(number, event)}
                  onKeyDown={(event) => press(number, event)}
                  className={cx(gutter, 'cursor-pointer hover:bg-hover hover:text-ink')}
                >
                  {number}
                </button>
              )}
              <span className="min-w-0 flex-1 pr-3 pl-2 whitespace-pre-wrap wrap-anywhere">
                {line || ' '}
              </span>
            </div>
            {under.length === 0 ? null : (
              <div className="flex flex-col gap-2 py-1.5 pr-3 pl-12 max-sm:pl-3">
                {under.map((comment) => (
                  <LineComment key={comment.id} comment={comment} commenting={commenting} />
                ))}
              </div>
            )}
            {form !== null && open && chosen?.to === number ? (
              <div className="py-1.5 pr-3 pl-12 font-sans max-sm:pl-3">
                {form({ ...chosen, of: lines.length }, close)}
              </div>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

const gutter =
  'flex w-10 shrink-0 items-start justify-end self-stretch pr-2 text-xs leading-6 text-ink-3 select-none';
