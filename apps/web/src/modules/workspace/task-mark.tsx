import type { TaskView } from '@springboard/contracts/attempts.ts';
import { cx } from '@springboard/ui/cx.ts';
import { Check, Minus, PenLine } from 'lucide-react';
import { isCurrent, isInVain } from './verdicts.ts';

/** Where the learner is with a task. Shapes differ, so that none is told by colour alone. */
export function TaskMark({ task, number }: { readonly task: TaskView; readonly number: number }) {
  if (task.work?.versions[0]?.state === 'returned') {
    return (
      <span className="flex size-6 shrink-0 items-center justify-center rounded-full border border-warn-line bg-warn-soft text-warn-text">
        <PenLine aria-hidden className="size-3.5" />
        <span className="sr-only">Returned. Task {number}:</span>
      </span>
    );
  }
  if (isInVain(task)) {
    return (
      <span className="flex size-6 shrink-0 items-center justify-center rounded-full bg-line text-ink-3">
        <Minus aria-hidden className="size-4" strokeWidth={3} />
        <span className="sr-only">Handed in, nothing right. Task {number}:</span>
      </span>
    );
  }
  if (task.status === 'passed') {
    return (
      <span className="flex size-6 shrink-0 animate-tick items-center justify-center rounded-full bg-good text-surface">
        <Check aria-hidden className="size-4" strokeWidth={3} />
        <span className="sr-only">
          {task.kind === 'checked' ? 'Passed.' : 'Handed in.'} Task {number}:
        </span>
      </span>
    );
  }
  const current = isCurrent(task);
  const words =
    task.status === 'preparing' ? 'Next task, being prepared:' : current ? 'Current task' : 'Later task';
  return (
    <span
      className={cx(
        'flex size-6 shrink-0 items-center justify-center rounded-full border text-xs',
        current
          ? 'border-accent bg-accent-soft font-semibold text-accent-text'
          : 'border-line-strong text-ink-3',
      )}
    >
      <span className="sr-only">{words} </span>
      {number}
    </span>
  );
}
