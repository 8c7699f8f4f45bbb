import type { EnvironmentView } from '@springboard/contracts/environments.ts';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { currentStage, stageWords } from './phase.ts';
import { StageClock } from './stages.tsx';

/** Above the terminals while the prompt is open and the rest is still on its way. */
export function PreparingStrip({ environment }: { readonly environment: EnvironmentView }) {
  const stage = currentStage(environment);
  return (
    <div
      role="status"
      className="flex h-9 shrink-0 items-center gap-2.5 border-b border-accent-line bg-accent-soft px-3 text-sm text-ink"
    >
      <Spinner className="text-accent-text" />
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium">You can type already.</span>{' '}
        <span className="text-ink-2">
          {stage === undefined ? 'Almost ready' : (stage.message ?? stageWords[stage.stage].doing)}; checks
          begin when it is ready.
        </span>
      </span>
      {stage === undefined ? null : <StageClock stage={stage} />}
    </div>
  );
}
