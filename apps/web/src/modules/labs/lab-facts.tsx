import type { LabSummary } from '@springboard/contracts/labs.ts';
import { Clock, ListChecks, Server } from 'lucide-react';
import { Level } from './level.tsx';

/** Level, time, tasks and topology in one line. */
export function LabFacts({ lab }: { readonly lab: LabSummary }) {
  return (
    <ul className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-2 [&_svg]:size-3.5 [&_svg]:text-ink-3">
      <li className="inline-flex items-center">
        <Level level={lab.level} />
      </li>
      <li className="inline-flex items-center gap-1.5">
        <Clock aria-hidden />
        {lab.minutes} min
      </li>
      <li className="inline-flex items-center gap-1.5">
        <ListChecks aria-hidden />
        {lab.taskCount} {lab.taskCount === 1 ? 'task' : 'tasks'} · {lab.maxScore} points
      </li>
      <li className="inline-flex items-center gap-1.5">
        <Server aria-hidden />
        {lab.topology}
      </li>
    </ul>
  );
}
