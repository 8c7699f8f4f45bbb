import type { AttemptView, TaskView } from '@springboard/contracts/attempts.ts';
import { longestQuestion } from '@springboard/contracts/help.ts';
import { Button } from '@springboard/ui/button.tsx';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { askForHelp } from '../../api/help.ts';
import { bringIntoView } from '../../components/bring-into-view.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { useQuestionDraft } from './use-question-draft.ts';

export interface AskFormProps {
  readonly attemptId: string;
  readonly task: TaskView;
  readonly onAsked: (next: AttemptView) => void;
  readonly onClose: () => void;
}

/** Writes a question to mentors. What is sent along is said before. */
export function AskForm({ attemptId, task, onAsked, onClose }: AskFormProps) {
  const id = useId();
  const draft = useQuestionDraft(attemptId, task.id);
  const [complaint, setComplaint] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    if (form.current !== null) bringIntoView(form.current);
  }, []);
  const send = useMutation({
    mutationFn: () => askForHelp(attemptId, task.id, draft.text),
    onSuccess: (next) => {
      draft.forget();
      onAsked(next);
    },
    onError: notifyFailure,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.text.trim() === '') {
      setComplaint('Write your question first.');
      field.current?.focus();
    } else send.mutate();
  };
  return (
    <form ref={form} onSubmit={submit} className="overflow-hidden rounded-lg border border-line bg-surface">
      <label
        htmlFor={id}
        className="block border-b border-line bg-inset px-3 py-2 text-xs font-medium text-ink-2"
      >
        Your question to a mentor
      </label>
      <textarea
        ref={field}
        id={id}
        value={draft.text}
        rows={4}
        maxLength={longestQuestion}
        aria-describedby={`${id}-sent ${id}-complaint`}
        placeholder="What did you try, what did you expect, and what happened instead?"
        onChange={(event) => {
          setComplaint(null);
          draft.change(event.target.value);
        }}
        className="block field-sizing-content max-h-[50vh] min-h-24 w-full resize-y bg-surface px-3 py-2.5 text-sm leading-6 text-ink -outline-offset-2 placeholder:text-ink-3"
      />
      <p id={`${id}-complaint`} role="status" className="px-3 text-xs text-bad-text empty:hidden">
        {complaint}
      </p>
      <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-3 py-2">
        <p id={`${id}-sent`} className="min-w-0 flex-1 basis-48 text-xs text-pretty text-ink-3">
          Mentors also see what this task’s checks said last, and the last 40 lines that your terminal shows
          now.
        </p>
        <span className="flex gap-2">
          <Button size="sm" variant="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button size="sm" variant="primary" type="submit" busy={send.isPending}>
            Ask
          </Button>
        </span>
      </div>
    </form>
  );
}
