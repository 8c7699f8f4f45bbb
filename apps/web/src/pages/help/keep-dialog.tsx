import type { HelpDetail } from '@springboard/contracts/help-queue.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Dialog } from '@springboard/ui/dialog.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { BookmarkPlus } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { applyHelp } from '../../api/help.ts';
import { keepAnswer } from '../../api/kept-answers.ts';
import { FormEnd } from '../../components/form-end.tsx';

/** Keeps an answered question beside its task, in words that name nobody. */
export function KeepAnswerButton({ question }: { readonly question: HelpDetail }) {
  const [open, setOpen] = useState(false);
  if (question.answer === null) return null;
  if (question.kept)
    return <p className="text-sm text-ink-3">Kept beside the task; later learners find it there.</p>;
  return (
    <>
      <Button
        className="self-start"
        icon={<BookmarkPlus aria-hidden className="size-4" />}
        onClick={() => setOpen(true)}
      >
        Keep beside the task…
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Keep beside the task">
        <Form question={question} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Form({ question, onDone }: { readonly question: HelpDetail; readonly onDone: () => void }) {
  const client = useQueryClient();
  const id = useId();
  const [asked, setAsked] = useState(question.question);
  const [answer, setAnswer] = useState(question.answer?.text ?? '');
  const keep = useMutation({
    mutationFn: () => keepAnswer(question.id, { question: asked, answer }),
    onSuccess: (next) => {
      applyHelp(client, next);
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate();
  };
  const field =
    'block max-h-[35vh] w-full resize-y rounded-md border border-control bg-surface px-2.5 py-1.5 text-sm text-ink';
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <p className="text-sm text-pretty text-ink-2">
        Later learners can read it under this task, without your name and without who asked. Take out what is
        about one person, and what gives the solution away.
      </p>
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-asked`} className="text-sm font-medium">
          Question
        </label>
        <textarea
          id={`${id}-asked`}
          rows={3}
          value={asked}
          onChange={(event) => setAsked(event.target.value)}
          className={field}
        />
      </div>
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-answer`} className="text-sm font-medium">
          Answer, in Markdown
        </label>
        <textarea
          id={`${id}-answer`}
          rows={6}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
          className={`${field} font-mono`}
        />
      </div>
      <FormEnd
        error={keep.error}
        busy={keep.isPending}
        disabled={asked.trim() === '' || answer.trim() === ''}
        submit="Keep"
        onCancel={onDone}
      />
    </form>
  );
}
