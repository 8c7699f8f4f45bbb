import { Collapsible } from '@base-ui/react/collapsible';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { BookOpen, ChevronRight, Flag } from 'lucide-react';
import { useRef, useState } from 'react';
import { Prose } from '../../components/prose.tsx';
import { CheckBar } from './check-bar.tsx';
import { TaskSection } from './task-section.tsx';
import type { AttemptActions } from './use-attempt-actions.ts';
import { useJustPassed } from './use-just-passed.ts';
import { currentTask, passedCount } from './verdicts.ts';

export interface GuideProps {
  readonly attempt: AttemptView;
  readonly checkable: boolean;
  readonly actions: AttemptActions;
  readonly onFinish: () => void;
}

const intro = 'intro';

/** The left side: introduction and tasks. The current task is open; passing one opens the next and closes nothing. */
export function Guide({ attempt, checkable, actions, onFinish }: GuideProps) {
  const current = currentTask(attempt);
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => {
    const first = current === null ? [] : [current.id];
    return new Set(passedCount(attempt) === 0 ? [intro, ...first] : first);
  });
  const toggle = (id: string, shown: boolean) =>
    setOpen((before) => {
      const next = new Set(before);
      if (shown) next.add(id);
      else next.delete(id);
      return next;
    });
  const passed = useJustPassed(attempt, () => {
    if (current !== null) toggle(current.id, true);
  });
  // Not scrollIntoView: that would also scroll the frames around, which are not meant to move.
  const scrollTo = (top: number) => scroller.current?.scrollTo({ top, behavior: 'smooth' });
  const goTo = (from: string, to: string) => {
    setOpen((before) => new Set([...[...before].filter((id) => id !== from && id !== intro), to]));
    requestAnimationFrame(() => {
      const section = document.getElementById(`task-${to}`);
      if (section === null) return;
      scrollTo(section.offsetTop);
      section.querySelector('button')?.focus({ preventScroll: true });
    });
  };
  const show = (id: string) => {
    toggle(id, true);
    requestAnimationFrame(() => {
      const checks = document.getElementById(`checks-${id}`);
      if (checks === null || scroller.current === null) return;
      const hidden = checks.offsetTop + checks.offsetHeight - scroller.current.clientHeight + 12;
      // The head of a long list matters more than its end.
      scrollTo(Math.min(checks.offsetTop - 12, Math.max(hidden, 0)));
    });
  };
  const done = current === null && attempt.tasks.length > 0;

  return (
    <div className="flex h-full flex-col bg-surface">
      <div ref={scroller} className="relative min-h-0 flex-1 overflow-y-auto">
        <p aria-live="polite" className="sr-only">
          {passed.announcement}
        </p>
        <Introduction
          attempt={attempt}
          open={open.has(intro)}
          onOpenChange={(shown) => toggle(intro, shown)}
        />
        {attempt.tasks.map((task, index) => {
          const next = attempt.tasks[index + 1];
          return (
            <TaskSection
              key={task.id}
              task={task}
              number={index + 1}
              open={open.has(task.id)}
              onOpenChange={(shown) => toggle(task.id, shown)}
              justPassed={passed.ids.has(task.id)}
              actions={actions}
              onNext={next === undefined ? undefined : () => goTo(task.id, next.id)}
            />
          );
        })}
        {done && actions.active ? (
          <div className="px-5 py-6">
            <h2 className="text-md font-semibold">Every task is passed</h2>
            <p className="mt-1 text-sm text-pretty text-ink-2">
              Look around as long as you like; this system is yours. Finishing stores your result and takes
              the environment away.
            </p>
            <Button
              variant="primary"
              className="mt-3"
              icon={<Flag aria-hidden className="size-4" />}
              onClick={onFinish}
            >
              Finish the lab
            </Button>
          </div>
        ) : null}
      </div>
      {current === null || !actions.active ? null : (
        <CheckBar task={current} checkable={checkable} actions={actions} onShow={() => show(current.id)} />
      )}
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
      <Collapsible.Panel className="px-5 pb-5">
        <Prose prose={attempt.intro} />
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}
