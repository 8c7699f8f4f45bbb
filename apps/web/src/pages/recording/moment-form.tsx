import { Button } from '@springboard/ui/button.tsx';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';

/** A comment on the moment at which the player stood when it was begun: it may play on meanwhile. */
export function MomentForm({
  clock,
  busy,
  onSend,
  onClose,
}: {
  /** The moment, as time since the recording began. */
  readonly clock: string;
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
      aria-label={`Comment at ${clock}`}
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
      className="rounded-md border border-accent-line bg-surface p-2.5"
    >
      <label htmlFor={id} className="text-sm font-medium">
        Your comment at {clock}
      </label>
      <textarea
        ref={field}
        id={id}
        value={text}
        rows={3}
        maxLength={4000}
        onChange={(event) => setText(event.target.value)}
        className="mt-1.5 block w-full resize-y rounded-md border border-control bg-surface px-2.5 py-1.5 text-sm text-ink"
      />
      <p className="mt-1.5 text-xs text-ink-3">Kept at once; its writer sees it with your review.</p>
      <div className="mt-2 flex flex-wrap items-center justify-end gap-2">
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
