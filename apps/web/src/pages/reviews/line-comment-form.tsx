import { useEffect, useState } from 'react';
import { CommentForm } from '../../modules/submissions/comment-form.tsx';
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
  const [from, setFrom] = useState(lines.from);
  useEffect(() => setFrom(lines.from), [lines.from]);
  const candidates = Array.from({ length: lines.to }, (_, index) => index + 1);
  return (
    <CommentForm
      label={`Comment on ${lineWords(from, lines.to)}`}
      heading={(id) => (
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
      )}
      busy={busy}
      onSend={(text) => onSend({ fromLine: from, toLine: lines.to, text })}
      onClose={onClose}
    />
  );
}
