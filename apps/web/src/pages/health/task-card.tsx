import type { CheckHealth, TaskHealth } from '@springboard/contracts/lab-health.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { failuresQuery } from '../../api/lab-health.ts';
import { RequestError } from '../../components/request-error.tsx';

export interface TaskCardProps {
  readonly lab: string;
  readonly days: number;
  readonly task: TaskHealth;
  readonly number: number;
}

/** One task in figures, and each of its checks. */
export function TaskCard({ lab, days, task, number }: TaskCardProps) {
  const opened = task.hints.map((times, index) => `hint ${index + 1} opened ${times} ×`);
  const facts = [
    `${task.done} of ${task.reached} done`,
    task.minutes === null ? null : `median ${task.minutes} min`,
    ...opened,
  ].filter((fact) => fact !== null);
  return (
    <Card className="overflow-hidden">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b border-line bg-inset px-4 py-2.5">
        <h3 className="text-sm font-medium">
          {number}. {task.title}
        </h3>
        <p className="text-xs text-ink-2">{facts.join(' · ')}</p>
      </div>
      {task.checks.length === 0 ? (
        <p className="px-4 py-2.5 text-sm text-ink-3">
          {task.kind === 'quiz' ? 'Questions; no checks.' : 'Reviewed by a person; no checks.'}
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {task.checks.map((check) => (
            <Check key={check.id} lab={lab} days={days} taskId={task.id} check={check} />
          ))}
        </ul>
      )}
    </Card>
  );
}

interface CheckProps {
  readonly lab: string;
  readonly days: number;
  readonly taskId: string;
  readonly check: CheckHealth;
}

function Check({ lab, days, taskId, check }: CheckProps) {
  const [open, setOpen] = useState(false);
  const silent = check.environmentBroken + check.checkBroken;
  return (
    <li className="px-4 py-2.5 text-sm">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2">
            {check.title}
            {check.suspicion === null ? null : <Badge tone="warn">may be flaky</Badge>}
          </p>
          <p className="text-xs text-ink-3">
            {check.passed} of {check.attempts} passed · {check.runs} {check.runs === 1 ? 'run' : 'runs'}
            {silent === 0
              ? ''
              : ` · environment broken ${check.environmentBroken} ×, check broken ${check.checkBroken} ×`}
          </p>
          {check.suspicion === null ? null : <p className="text-xs text-warn-text">{check.suspicion}</p>}
        </div>
        <Button size="sm" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Less' : 'Why it did not pass'}
        </Button>
      </div>
      {open ? (
        <div className="mt-2 flex flex-col gap-3">
          {check.said.length === 0 ? null : (
            <div>
              <p className="text-xs font-medium text-ink-2">What learners were told most</p>
              <ul className="mt-1 flex flex-col gap-1">
                {check.said.map(({ text, times }) => (
                  <li key={text} className="flex gap-2 text-xs">
                    <span className="w-10 shrink-0 text-right text-ink-3">{times} ×</span>
                    <span className="text-pretty">{text}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
          <Failures lab={lab} days={days} taskId={taskId} check={check} />
        </div>
      ) : null}
    </li>
  );
}

function Failures({ lab, days, taskId, check }: CheckProps) {
  const failures = useQuery(failuresQuery(lab, days, taskId, check.id));
  if (failures.isError)
    return <RequestError error={failures.error} onRetry={() => void failures.refetch()} />;
  if (failures.data === undefined) return <p className="text-xs text-ink-3">Reading the recordings…</p>;
  if (failures.data.length === 0) return <p className="text-xs text-ink-3">It passed whenever it ran.</p>;
  return (
    <div>
      <p className="text-xs font-medium text-ink-2">
        The latest runs that did not pass, and what was typed before
      </p>
      <ul className="mt-1 flex flex-col gap-2">
        {failures.data.map((failure) => (
          <li
            key={`${failure.at} ${failure.attemptId}`}
            className="rounded-md border border-line px-2.5 py-2"
          >
            <p className="text-xs text-ink-3">
              <RelativeTime at={failure.at} />
              {failure.attemptId === null ? null : (
                <>
                  {', '}
                  <Link
                    to="/attempts/$id"
                    params={{ id: failure.attemptId }}
                    className="rounded-sm text-accent-text hover:underline"
                  >
                    the attempt
                  </Link>
                </>
              )}
            </p>
            <p className="text-pretty">{failure.learnerText ?? failure.authorText ?? 'It said nothing.'}</p>
            {failure.learnerText !== null && failure.authorText !== null ? (
              <p className="text-xs text-ink-3">For the author: {failure.authorText}</p>
            ) : null}
            {failure.commands.length === 0 ? null : (
              <pre className="mt-1.5 overflow-x-auto rounded bg-inset px-2 py-1.5 font-mono text-xs">
                {failure.commands.join('\n')}
              </pre>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
