import { Button } from '@springboard/ui/button.tsx';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { lineWords } from '../../modules/submissions/line-range.ts';

/** A comment on lines of the text; where it begins can also be chosen here, so that fingers need no Shift. */
export function LineCommentForm({
  lines,
  busy,
  onSend,
  onClose,
}: {
  readonly lines: { readonly from: number; readonly to: number };
  readonly busy: boolean;
  readonly onSend: (comment: { fromLine: number; toLine: number; text: string }) => void;
  readonly onClose: () => void;
}) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [from, setFrom] = useState(lines.from);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => setFrom(lines.from), [lines.from]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') onSend({ fromLine: from, toLine: lines.to, text });
  };
  const candidates = Array.from({ length: lines.to }, (_, index) => index + 1);
  return (
    <form
      aria-label={`Comment on ${lineWords(from, lines.to)}`}
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
      className="rounded-md border border-accent-line bg-surface p-2.5"
    >
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
        <label htmlFor={id} className="font-medium">
          Your comment
        </label>
        <label className="flex items-center gap-1.5 text-xs text-ink-2">
          From line
          <select
            value={from}
            onChange={(event) => setFrom(Number(event.target.value))}
            className="h-7 rounded-md border border-control bg-surface px-1.5 text-xs text-ink"
          >
            {candidates.map((line) => (
              <option key={line}>{line}</option>
            ))}
          </select>
          to {lines.to}
        </label>
      </div>
      <textarea
        ref={field}
        id={id}
        value={text}
        rows={3}
        maxLength={4000}
        onChange={(event) => setText(event.target.value)}
        className="mt-1.5 block w-full resize-y rounded-md border border-control bg-surface px-2.5 py-1.5 text-sm text-ink"
      />
      <div className="mt-2 flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto text-xs text-ink-3">Kept at once; its writer sees it with your review.</p>
        <Button size="sm" variant="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button size="sm" variant="primary" type="submit" busy={busy} disabled={text.trim() === ''}>
          Comment
        </Button>
      </div>
    </form>
  );
}
