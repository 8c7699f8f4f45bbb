import type { AttemptView, TaskView } from '@springboard/contracts/attempts.ts';
import type { HelpView } from '@springboard/contracts/help.ts';
import { Button } from '@springboard/ui/button.tsx';
import { LifeBuoy } from 'lucide-react';
import { useState } from 'react';
import { AskForm } from './ask-form.tsx';
import { AskedBefore } from './asked-before.tsx';
import { OwnQuestion } from './own-question.tsx';

export interface TaskHelpProps {
  readonly attemptId: string;
  readonly task: TaskView;
  /** What was asked in the attempt. */
  readonly help: readonly HelpView[];
  /** Somebody else's attempt: what was asked can be read. */
  readonly readOnly: boolean;
  readonly onAnswer: (next: AttemptView) => void;
}

/** Under a task: its questions to mentors, and the way to ask one. A task has one open question at most. */
export function TaskHelp({ attemptId, task, help, readOnly, onAnswer }: TaskHelpProps) {
  const [asking, setAsking] = useState(false);
  const shown = help.filter(({ taskId, state }) => taskId === task.id && state !== 'withdrawn');
  const open = shown.some(({ state }) => state === 'waiting' || state === 'taken');
  const mayAsk = !readOnly && !open && task.status !== 'locked';
  return (
    <>
      {task.status === 'locked' ? null : <AskedBefore attemptId={attemptId} task={task} />}
      {shown.map((one) => (
        <OwnQuestion key={one.id} help={one} readOnly={readOnly} onAnswer={onAnswer} />
      ))}
      {!mayAsk ? null : asking ? (
        <AskForm
          attemptId={attemptId}
          task={task}
          onClose={() => setAsking(false)}
          onAsked={(next) => {
            setAsking(false);
            onAnswer(next);
          }}
        />
      ) : (
        <Button
          size="sm"
          variant="ghost"
          className="-ml-2 self-start"
          icon={<LifeBuoy aria-hidden className="size-3.5" />}
          onClick={() => setAsking(true)}
        >
          {shown.length === 0 ? 'Ask a mentor' : 'Ask again'}
        </Button>
      )}
    </>
  );
}
