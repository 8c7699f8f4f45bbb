import { longestAnswer } from '@springboard/contracts/help-queue.ts';
import { Button } from '@springboard/ui/button.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { answerHelp, applyHelp } from '../../api/help.ts';
import { browserStorage } from '../../components/browser-storage.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';

/** Writes an answer. What is typed is kept in this browser until it is sent. */
export function AnswerForm({ id, taken }: { readonly id: string; readonly taken: boolean }) {
  const client = useQueryClient();
  const field = useId();
  const key = `springboard.answer.${id}`;
  const [text, setText] = useState(() => browserStorage.getItem(key) ?? '');
  const [complaint, setComplaint] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: () => answerHelp(id, text),
    onSuccess: (next) => {
      browserStorage.removeItem(key);
      applyHelp(client, next);
    },
    onError: notifyFailure,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') setComplaint('Write an answer first.');
    else send.mutate();
  };
  return (
    <form onSubmit={submit} className="overflow-hidden rounded-lg border border-line bg-surface">
      <label
        htmlFor={field}
        className="block border-b border-line bg-inset px-3 py-2 text-xs font-medium text-ink-2"
      >
        Your answer, in Markdown
      </label>
      <textarea
        id={field}
        value={text}
        rows={5}
        maxLength={longestAnswer}
        aria-describedby={`${field}-note`}
        onChange={(event) => {
          setComplaint(null);
          setText(event.target.value);
          browserStorage.setItem(key, event.target.value);
        }}
        className="block field-sizing-content max-h-[60vh] min-h-28 w-full resize-y bg-surface px-3 py-2.5 font-mono text-sm leading-6 text-ink -outline-offset-2"
      />
      <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line bg-inset px-3 py-2">
        <p id={`${field}-note`} role="status" className="min-w-0 flex-1 text-xs text-ink-3">
          {complaint !== null ? (
            <span className="text-bad-text">{complaint}</span>
          ) : taken ? (
            'The learner sees it with your name.'
          ) : (
            'The learner sees it with your name. Take the question first if you need a while.'
          )}
        </p>
        <Button variant="primary" size="sm" type="submit" busy={send.isPending}>
          Answer
        </Button>
      </div>
    </form>
  );
}
