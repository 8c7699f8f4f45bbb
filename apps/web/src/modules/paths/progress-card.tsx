import type { PathView } from '@springboard/contracts/paths.ts';
import { Card } from '@springboard/ui/card.tsx';
import { Progress } from '@springboard/ui/progress.tsx';
import type { ReactNode } from 'react';
import { formatDay } from './days.ts';
import { Forecast } from './forecast.tsx';

/** How far somebody is on a path, since when, and until when. */
export function ProgressCard({ path }: { readonly path: PathView }) {
  const { progress } = path;
  const finished = progress.finishedAt !== null;
  return (
    <Card className="p-4">
      <h3 className="sr-only">Progress</h3>
      <p className="flex items-baseline gap-1.5">
        <span className="text-xl font-semibold tracking-tight">{progress.done}</span>
        <span className="text-sm text-ink-2">of {progress.total} done</span>
        {progress.late > 0 ? (
          <span className="ml-auto text-sm font-medium text-bad-text">{progress.late} late</span>
        ) : null}
      </p>
      <Progress
        value={progress.total === 0 ? 1 : progress.done / progress.total}
        tone={finished ? 'good' : 'accent'}
        label={`${progress.done} of ${progress.total} done`}
        className="mt-2"
      />
      <p className="mt-3 text-sm">
        <Forecast progress={progress} />
      </p>
      <dl className="mt-3 flex flex-col gap-1 border-t border-line pt-3 text-xs">
        <Fact label="Began">{formatDay(path.startsOn)}</Fact>
        {progress.dueOn === null ? null : <Fact label="Due">{formatDay(progress.dueOn)}</Fact>}
        {path.assignedBy === null ? null : <Fact label="Assigned by">{path.assignedBy}</Fact>}
        {path.team === null ? null : <Fact label="For the team">{path.team}</Fact>}
        {path.owner === null ? null : <Fact label="Ask about it">{path.owner}</Fact>}
      </dl>
    </Card>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-ink-3">{label}</dt>
      <dd className="text-right text-ink-2">{children}</dd>
    </div>
  );
}
