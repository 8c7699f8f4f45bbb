import type { EnvironmentView, StageView } from '@springboard/contracts/environments.ts';
import { cx } from '@springboard/ui/cx.ts';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { useNow } from '@springboard/ui/use-now.ts';
import { Check, Circle, X } from 'lucide-react';
import { shownStages, stageTime } from './phase.ts';
import { stageWords } from './words.ts';

/** The stages of the present course, each with its time; the running one ticks. */
export function Stages({ environment }: { readonly environment: EnvironmentView }) {
  return (
    <ol className="flex flex-col">
      {shownStages(environment).map((stage) => (
        <StageRow key={stage.stage} stage={stage} />
      ))}
    </ol>
  );
}

const marks = {
  waiting: <Circle aria-hidden className="size-3.5 text-line-strong" />,
  running: <Spinner className="text-accent-text" />,
  done: <Check aria-hidden className="size-4 text-good-text" strokeWidth={2.5} />,
  failed: <X aria-hidden className="size-4 text-bad-text" strokeWidth={2.5} />,
} as const;

function StageRow({ stage }: { readonly stage: StageView }) {
  const running = stage.status === 'running';
  return (
    <li aria-current={running ? 'step' : undefined} className="flex min-h-8 items-start gap-3 py-1.5">
      <span className="flex size-5 shrink-0 items-center justify-center">{marks[stage.status]}</span>
      <div className="min-w-0 flex-1 text-sm">
        <p
          className={cx(
            running ? 'font-medium text-ink' : stage.status === 'waiting' ? 'text-ink-3' : 'text-ink-2',
          )}
        >
          {stageWords[stage.stage].doing}
          <span className="sr-only">: {stage.status}</span>
        </p>
        {stage.message !== null && stage.status !== 'done' ? (
          <p className={cx('text-xs', stage.status === 'failed' ? 'text-bad-text' : 'text-ink-3')}>
            {stage.message}
          </p>
        ) : null}
      </div>
      <StageClock stage={stage} />
    </li>
  );
}

/** The time of one stage, ticking in tenths while it runs. */
export function StageClock({ stage }: { readonly stage: StageView }) {
  const now = useNow(stage.status === 'running' ? 100 : 60_000);
  const time = stageTime(stage, now);
  return (
    <span className="shrink-0 text-right text-xs leading-5 text-ink-3">
      {time === null ? '' : formatDuration(time)}
    </span>
  );
}
