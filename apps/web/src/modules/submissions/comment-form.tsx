import { Button } from '@springboard/ui/button.tsx';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

/** What a reviewer says of a place in the work. */
export function CommentForm({
  label,
  heading,
  busy,
  onSend,
  onClose,
}: {
  /** What the form is for, for who does not see it. */
  readonly label: string;
  /** Stands above the field of that id, and labels it. */
  readonly heading: (id: string) => ReactNode;
  readonly busy: boolean;
  readonly onSend: (text: string) => void;
  readonly onClose: () => void;
}) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  useEffect(() => field.current?.focus(), []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') onSend(text);
  };
  return (
    <form
      aria-label={label}
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
      className="rounded-md border border-accent-line bg-surface p-2.5"
    >
      {heading(id)}
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
