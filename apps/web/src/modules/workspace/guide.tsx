import { Collapsible } from '@base-ui/react/collapsible';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { cx } from '@springboard/ui/cx.ts';
import { BookOpen, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Prose } from '../../components/prose.tsx';
import type { Phase } from '../environment/phase.ts';
import { FeedbackDialog } from '../feedback/feedback-dialog.tsx';
import { CheckBar } from './check-bar.tsx';
import { DoneBar } from './done-bar.tsx';
import { intro } from './guide-place.ts';
import { Invariants } from './invariants.tsx';
import { TaskSection } from './task-section.tsx';
import type { AttemptActions } from './use-attempt-actions.ts';
import { useGuide } from './use-guide.ts';
import { currentTask } from './verdicts.ts';

export interface GuideProps {
  readonly attempt: AttemptView;
  readonly phase: Phase;
  readonly actions: AttemptActions;
  readonly onFinish: () => void;
  readonly onResume: () => void;
}

/** The left side: introduction and tasks, and at its foot what to do next. It goes on to the next task when one passes. */
export function Guide({ attempt, phase, actions, onFinish, onResume }: GuideProps) {
  const current = currentTask(attempt);
  const guide = useGuide(attempt);
  const [wrong, setWrong] = useState<{ taskId: string | null } | null>(null);
  const done = current === null && attempt.tasks.length > 0;

  return (
    <div className="flex h-full flex-col bg-surface">
      <div ref={guide.scroller} className="relative min-h-0 flex-1 overflow-y-auto">
        <p aria-live="polite" className="sr-only">
          {guide.passed.announcement}
        </p>
        <Introduction
          attempt={attempt}
          open={guide.open.has(intro)}
          onOpenChange={(shown) => guide.toggle(intro, shown)}
        />
        <Invariants invariants={attempt.invariants} />
        {attempt.tasks.map((task, index) => {
          const next = attempt.tasks[index + 1];
          return (
            <TaskSection
              key={task.id}
              task={task}
              number={index + 1}
              open={guide.open.has(task.id)}
              onOpenChange={(shown) => guide.toggle(task.id, shown)}
              justPassed={guide.passed.ids.has(task.id)}
              actions={actions}
              help={attempt.preview ? null : attempt.help}
              onWrong={() => setWrong({ taskId: task.id })}
              onNext={next === undefined ? undefined : () => guide.goTo(task.id, next.id)}
            />
          );
        })}
      </div>
      {current !== null && current.kind === 'checked' && actions.active ? (
        <CheckBar
          task={current}
          phase={phase}
          actions={actions}
          onShow={() => guide.showChecks(current.id)}
          onResume={onResume}
        />
      ) : null}
      <FeedbackDialog
        key={wrong?.taskId}
        attempt={attempt}
        taskId={wrong?.taskId ?? null}
        open={wrong !== null}
        onOpenChange={(open) => {
          if (!open) setWrong(null);
        }}
      />
      {done && actions.active ? <DoneBar attempt={attempt} onFinish={onFinish} /> : null}
    </div>
  );
}

interface IntroductionProps {
  readonly attempt: AttemptView;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

function Introduction({ attempt, open, onOpenChange }: IntroductionProps) {
  if (attempt.intro.children.length === 0) return null;
  return (
    <Collapsible.Root
      open={open}
      onOpenChange={onOpenChange}
      render={<section />}
      className="border-b border-line"
    >
      <h2>
        <Collapsible.Trigger className="flex w-full items-center gap-3 px-5 py-3 text-left -outline-offset-2 hover:bg-hover">
          <span className="flex size-6 shrink-0 items-center justify-center text-ink-3">
            <BookOpen aria-hidden className="size-4" />
          </span>
          <span className="flex-1 text-md leading-5 font-medium text-ink-2">Introduction</span>
          <ChevronRight
            aria-hidden
            className={cx('size-4 text-ink-3 transition-transform duration-150', open && 'rotate-90')}
          />
        </Collapsible.Trigger>
      </h2>
      <Collapsible.Panel data-section={intro} className="px-5 pb-5">
        <Prose prose={attempt.intro} />
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}
