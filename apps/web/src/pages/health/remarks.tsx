import type { FeedbackView, LabHealth } from '@springboard/contracts/lab-health.ts';
import { Button } from '@springboard/ui/button.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerFeedback } from '../../api/lab-health.ts';
import { useMay } from '../../api/session.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { Remark } from '../../modules/feedback/remark.tsx';

/** What learners said of the lab, what waits for an answer first. */
export function Remarks({ health }: { readonly health: LabHealth }) {
  const mayAnswer = useMay('feedback.answer');
  if (health.feedback.length === 0)
    return <p className="text-sm text-ink-3">Nobody has said that something is wrong.</p>;
  const open = health.feedback.filter(({ answer }) => answer === null);
  const answered = health.feedback.filter(({ answer }) => answer !== null);
  return (
    <div className="flex flex-col gap-2">
      {open.map((remark) => (
        <Remark key={remark.id} remark={remark}>
          {mayAnswer ? <Answer remark={remark} /> : null}
        </Remark>
      ))}
      {answered.map((remark) => (
        <Remark key={remark.id} remark={remark} />
      ))}
    </div>
  );
}

function Answer({ remark }: { readonly remark: FeedbackView }) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () => answerFeedback(remark.id, { text }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['lab-health'] }),
    onError: notifyFailure,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') send.mutate();
  };
  return (
    <form onSubmit={submit} className="mt-2 flex items-start gap-2">
      <textarea
        aria-label={`Answer to ${remark.person}`}
        placeholder="Answer, such as what was mended and when"
        rows={1}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="block field-sizing-content min-h-8 flex-1 resize-none rounded-md border border-control bg-surface px-2.5 py-1.5 text-sm text-ink placeholder:text-ink-3"
      />
      <Button type="submit" disabled={text.trim() === ''} busy={send.isPending}>
        Answer
      </Button>
    </form>
  );
}
