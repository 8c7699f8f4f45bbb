import { Collapsible } from '@base-ui/react/collapsible';
import type { TaskView } from '@springboard/contracts/attempts.ts';
import type { HelpView } from '@springboard/contracts/help.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { ChevronRight, ExternalLink, Lock } from 'lucide-react';
import { Prose } from '../../components/prose.tsx';
import { formatScore, spokenPoints } from '../attempts/score.ts';
import { TaskHelp } from '../help/task-help.tsx';
import { Work } from '../submissions/work.tsx';
import { CheckRow } from './check-row.tsx';
import { Hints } from './hints.tsx';
import { Quiz } from './quiz.tsx';
import { TaskMark } from './task-mark.tsx';
import type { AttemptActions } from './use-attempt-actions.ts';
import { isCurrent } from './verdicts.ts';

export interface TaskSectionProps {
  readonly task: TaskView;
  /** Counted from 1. */
  readonly number: number;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly justPassed: boolean;
  readonly actions: AttemptActions;
  /** What was asked in the attempt; null where nobody can be asked. */
  readonly help: readonly HelpView[] | null;
  /** Somebody finds the lab wrong here. */
  readonly onWrong: () => void;
  /** Goes to the task after this one; absent where there is none. */
  readonly onNext?: (() => void) | undefined;
}

/** One task: what to do, its live checks, hints, and the runbook it practises. */
export function TaskSection(props: TaskSectionProps) {
  const { task, number, open } = props;
  return (
    <Collapsible.Root
      open={open}
      onOpenChange={props.onOpenChange}
      id={`task-${task.id}`}
      render={<section />}
      className={cx('scroll-mt-2 border-b border-line', props.justPassed && 'animate-settle')}
    >
      <h2>
        <Collapsible.Trigger className="flex w-full items-center gap-3 px-5 py-3 text-left -outline-offset-2 hover:bg-hover">
          <TaskMark task={task} number={number} />
          <span
            className={cx(
              'min-w-0 flex-1 text-md leading-5',
              isCurrent(task) ? 'font-semibold text-ink' : 'font-medium text-ink-2',
            )}
          >
            {task.title}
          </span>
          <TaskPoints task={task} />
          <ChevronRight
            aria-hidden
            className={cx(
              'size-4 shrink-0 text-ink-3 transition-transform duration-150',
              open && 'rotate-90',
            )}
          />
        </Collapsible.Trigger>
      </h2>
      <Collapsible.Panel data-section={task.id} className="px-5 pb-5">
        <TaskBody {...props} />
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}

function TaskBody({ task, actions, help, justPassed, onWrong, onNext }: TaskSectionProps) {
  const passed = task.status === 'passed';
  return (
    <div className="flex flex-col gap-4">
      <Prose prose={task.body} />
      {task.work !== null ? (
        <Work
          attemptId={actions.attemptId}
          task={task}
          work={task.work}
          current={actions.active && isCurrent(task)}
          readOnly={!actions.active}
          onHandedIn={actions.take}
        />
      ) : task.questions.length > 0 ? (
        <Quiz
          task={task}
          current={actions.active && isCurrent(task)}
          sending={actions.answering === task.id}
          onAnswer={(answers) => actions.answer(task.id, answers)}
        />
      ) : (
        <Checks task={task} over={!actions.active} />
      )}
      {task.status === 'locked' ? (
        <p className="flex items-center gap-2 text-sm text-ink-3">
          <Lock aria-hidden className="size-3.5" />
          You can read ahead. What this task needs is arranged once the tasks before it are passed.
        </p>
      ) : null}
      <Hints
        task={task}
        readOnly={passed || !actions.active || task.status === 'locked'}
        opening={actions.openingHint === task.id}
        onOpen={(index) => actions.openHint(task.id, index)}
      />
      {help === null ? null : (
        <TaskHelp
          attemptId={actions.attemptId}
          task={task}
          help={help}
          readOnly={!actions.active}
          onAnswer={actions.take}
        />
      )}
      {task.runbook === null ? null : (
        <p className="text-sm">
          <span className="text-ink-3">Runbook: </span>
          <a
            href={task.runbook.url}
            target="_blank"
            rel="noopener noreferrer"
            className="inline-flex items-center gap-1 rounded-sm text-accent-text hover:underline"
          >
            {task.runbook.title}
            <ExternalLink aria-hidden className="size-3.5" />
            <span className="sr-only">(opens in a new tab)</span>
          </a>
        </p>
      )}
      {task.status === 'locked' || !actions.active ? null : (
        <button
          type="button"
          onClick={onWrong}
          className="self-start rounded-sm text-xs text-ink-3 hover:text-ink hover:underline"
        >
          This lab is wrong here…
        </button>
      )}
      {passed && justPassed ? (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-good-line bg-good-soft py-2 pr-2 pl-3">
          <p className="text-sm font-medium text-good-text">{doneWords(task)}</p>
          {onNext === undefined ? null : (
            <Button size="sm" onClick={onNext}>
              Next task
            </Button>
          )}
        </div>
      ) : null}
    </div>
  );
}

function doneWords({ kind, score }: TaskView): string {
  if (kind === 'checked') return `Passed, ${spokenPoints(score)}.`;
  if (kind === 'quiz') return `Handed in, ${spokenPoints(score)}.`;
  return 'Handed in. A reviewer gives its points.';
}

function Checks({ task, over }: { readonly task: TaskView; readonly over: boolean }) {
  return (
    <div
      id={`checks-${task.id}`}
      className="scroll-m-3 overflow-hidden rounded-lg border border-line bg-surface"
    >
      <div className="flex h-9 items-center justify-between border-b border-line bg-inset px-3">
        <h3 className="text-xs font-medium text-ink-2">
          {task.checks.length === 1 ? 'Check' : 'Checks'}
          {task.tries > 0 ? (
            <span className="font-normal text-ink-3">
              {' · '}
              {task.tries} {task.tries === 1 ? 'run' : 'runs'}
            </span>
          ) : null}
        </h3>
        <p role="status" className="flex items-center gap-1.5 text-xs text-ink-2">
          {task.status === 'preparing' ? (
            <>
              <Spinner className="size-3.5 text-accent-text" />
              This task is being prepared
            </>
          ) : null}
        </p>
      </div>
      <ul className="divide-y divide-line">
        {task.checks.map((check) => (
          <CheckRow key={check.id} check={check} over={over} />
        ))}
      </ul>
    </div>
  );
}

function TaskPoints({ task }: { readonly task: TaskView }) {
  const last = task.work?.versions[0];
  if (last?.state === 'returned') return <Badge tone="warn">Returned</Badge>;
  if (last?.state === 'handed_in') return <Badge tone="accent">In review</Badge>;
  return (
    <span className="shrink-0 text-xs text-ink-3">
      {task.score > 0 || task.status === 'passed' ? `${formatScore(task.score)} / ` : ''}
      {formatScore(task.points)}
      <span className="sr-only"> points</span>
    </span>
  );
}
