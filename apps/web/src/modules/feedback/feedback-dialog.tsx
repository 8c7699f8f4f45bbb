import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Dialog } from '@springboard/ui/dialog.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { feedbackQuery, giveFeedback } from '../../api/lab-health.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { Remark } from './remark.tsx';

export interface FeedbackDialogProps {
  readonly attempt: AttemptView;
  /** The task that it is about at first; null for the lab as a whole. */
  readonly taskId: string | null;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** "This lab is wrong here": a remark for its authors, and what they answered to earlier ones. */
export function FeedbackDialog({ attempt, taskId, open, onOpenChange }: FeedbackDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="This lab is wrong here">
      <Form attempt={attempt} taskId={taskId} onSent={() => onOpenChange(false)} />
    </Dialog>
  );
}

function Form({
  attempt,
  taskId,
  onSent,
}: {
  readonly attempt: AttemptView;
  readonly taskId: string | null;
  readonly onSent: () => void;
}) {
  const client = useQueryClient();
  const id = useId();
  const [about, setAbout] = useState(taskId ?? '');
  const [text, setText] = useState('');
  const [complaint, setComplaint] = useState<string | null>(null);
  const { data: earlier = [] } = useQuery(feedbackQuery(attempt.id));
  const send = useMutation({
    mutationFn: () => giveFeedback(attempt.id, { taskId: about === '' ? null : about, text }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['feedback', attempt.id] });
      notify({ tone: 'good', title: 'Sent', detail: 'The lab’s authors see it. Their answer appears here.' });
      onSent();
    },
    onError: notifyFailure,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') setComplaint('Say what is wrong.');
    else send.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <p className="text-sm text-ink-2">
        A check that does not see what you did, a text that misleads, something that cannot be done: tell the
        authors. They also see what the task’s checks said last. It changes nothing of your score.
      </p>
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-about`} className="text-sm font-medium">
          About
        </label>
        <select
          id={`${id}-about`}
          value={about}
          onChange={(event) => setAbout(event.target.value)}
          className="h-8 rounded-md border border-control bg-surface px-2 text-sm text-ink"
        >
          <option value="">The lab as a whole</option>
          {attempt.tasks.map((task, index) => (
            <option key={task.id} value={task.id}>
              {index + 1}. {task.title}
            </option>
          ))}
        </select>
      </div>
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-text`} className="text-sm font-medium">
          What is wrong
        </label>
        <textarea
          id={`${id}-text`}
          value={text}
          rows={4}
          maxLength={4000}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            setComplaint(null);
            setText(event.target.value);
          }}
          className="block w-full resize-y rounded-md border border-control bg-surface px-2.5 py-1.5 text-sm text-ink"
        />
        <p id={`${id}-note`} role="status" className="min-h-4 text-xs text-bad-text">
          {complaint}
        </p>
      </div>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={send.isPending}>
          Send
        </Button>
      </div>
      {earlier.length === 0 ? null : (
        <div className="flex flex-col gap-2 border-t border-line pt-3">
          <h3 className="text-xs font-medium text-ink-2">What you said before</h3>
          {earlier.map((remark) => (
            <Remark key={remark.id} remark={remark} mine />
          ))}
        </div>
      )}
    </form>
  );
}
