import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { cx } from '@springboard/ui/cx.ts';
import { currentStage, type Phase, stageWords } from './phase.ts';
import { StageClock } from './stages.tsx';

const dots: Record<Phase, string> = {
  queued: 'bg-control animate-breathe',
  provisioning: 'bg-accent animate-breathe',
  opening: 'bg-accent animate-breathe',
  ready: 'bg-good',
  paused: 'bg-control',
  resuming: 'bg-accent animate-breathe',
  saving: 'bg-accent animate-breathe',
  rewinding: 'bg-accent animate-breathe',
  failed: 'bg-bad',
  lost: 'bg-bad',
  gone: 'bg-control',
  finished: 'bg-control',
  abandoned: 'bg-control',
};

const words: Record<Phase, string> = {
  queued: 'Queued',
  provisioning: 'Starting',
  opening: 'Starting',
  ready: 'Ready',
  paused: 'Paused',
  resuming: 'Waking up',
  saving: 'Saving',
  rewinding: 'Rewinding',
  failed: 'Failed',
  lost: 'Lost',
  gone: 'Ended',
  finished: 'Finished',
  abandoned: 'Given up',
};

/** State of the environment, with the running stage and its time. */
export function EnvironmentPill({
  attempt,
  phase,
}: {
  readonly attempt: AttemptView;
  readonly phase: Phase;
}) {
  const stage =
    attempt.environment !== null && (phase === 'provisioning' || phase === 'opening')
      ? currentStage(attempt.environment)
      : undefined;
  return (
    <span className="inline-flex h-6 items-center gap-2 rounded-full border border-line bg-inset px-2.5 text-xs whitespace-nowrap text-ink-2">
      <span aria-hidden className={cx('size-2 rounded-full', dots[phase])} />
      <span className="sr-only">Environment: </span>
      <span>{stage === undefined ? words[phase] : stageWords[stage.stage].doing}</span>
      {stage === undefined ? null : (
        <span className="w-9 text-right max-md:hidden">
          <StageClock stage={stage} />
        </span>
      )}
    </span>
  );
}
