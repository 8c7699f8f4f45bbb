import type { TaskView } from '@springboard/contracts/attempts.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Lightbulb } from 'lucide-react';
import { useState } from 'react';
import { Prose } from '../../components/prose.tsx';
import { formatScore, spokenPoints } from '../attempts/score.ts';
import { nextHint } from './verdicts.ts';

export interface HintsProps {
  readonly task: TaskView;
  readonly readOnly: boolean;
  readonly opening: boolean;
  readonly onOpen: (index: number) => void;
}

/** Opened hints, and a way to the next one that says beforehand what it costs. */
export function Hints({ task, readOnly, opening, onOpen }: HintsProps) {
  const [asking, setAsking] = useState<number | null>(null);
  const next = nextHint(task);
  const opened = task.hints.filter((hint) => hint.opened);
  if (opened.length === 0 && (next === null || readOnly)) return null;
  return (
    <div className="flex flex-col items-start gap-2">
      {opened.map((hint) => (
        <div key={hint.index} className="w-full rounded-lg border border-line px-3 py-2.5">
          <p className="mb-1 flex items-center gap-1.5 text-xs font-medium text-ink-2">
            <Lightbulb aria-hidden className="size-3.5 text-warn-text" />
            Hint {hint.index + 1} of {task.hints.length}
            {hint.cost > 0 ? (
              <span className="font-normal text-ink-3">−{spokenPoints(hint.cost)}</span>
            ) : null}
          </p>
          {hint.body === null ? null : <Prose prose={hint.body} className="text-base" />}
          {hint.said === null ? null : <Prose prose={hint.said} className="text-base" />}
        </div>
      ))}
      {next === null || readOnly ? null : asking === next.index ? (
        <div className="flex w-full flex-wrap items-center gap-2 rounded-lg border border-line bg-inset px-3 py-2 text-sm">
          <span className="min-w-0 flex-1 text-ink-2">
            Costs <strong className="font-medium text-ink">{formatScore(next.cost)}</strong> of this task’s{' '}
            {spokenPoints(task.points)}.{next.computed ? ' It looks at your environment as it is now.' : ''}
          </span>
          <Button
            size="sm"
            variant="primary"
            busy={opening}
            onClick={() => {
              onOpen(next.index);
            }}
          >
            Show it
          </Button>
          <Button size="sm" variant="ghost" onClick={() => setAsking(null)}>
            Not now
          </Button>
        </div>
      ) : (
        <Button
          size="sm"
          variant="ghost"
          className="-ml-2"
          busy={opening}
          icon={<Lightbulb aria-hidden className="size-3.5" />}
          onClick={() => (next.cost > 0 ? setAsking(next.index) : onOpen(next.index))}
        >
          Show hint {next.index + 1} of {task.hints.length}
          <span className="font-normal text-ink-3">
            {next.cost > 0 ? `−${spokenPoints(next.cost)}` : 'free'}
          </span>
        </Button>
      )}
    </div>
  );
}
