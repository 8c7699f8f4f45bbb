import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { EnvironmentView } from '@springboard/contracts/environments.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { CircleAlert, Hourglass, RotateCcw, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Phase } from './phase.ts';
import { Stages } from './stages.tsx';
import type { AttemptActions } from './use-attempt-actions.ts';

export interface EnvironmentPanelProps {
  readonly attempt: AttemptView;
  readonly phase: Phase;
  readonly actions: AttemptActions;
}

/** What stands where the terminals will be, or were: on the way, failed, lost, or its time was up. */
export function EnvironmentPanel({ attempt, phase, actions }: EnvironmentPanelProps) {
  const { environment } = attempt;
  if (phase === 'failed' || phase === 'lost') {
    return <Broken attempt={attempt} environment={environment} lost={phase === 'lost'} actions={actions} />;
  }
  if (phase === 'gone') return <Gone attempt={attempt} actions={actions} />;
  return (
    <Frame>
      <h2 className="text-md font-semibold">
        {phase === 'queued' ? 'Waiting for a place' : 'Your environment is on its way'}
      </h2>
      <p className="mt-1 text-sm text-pretty text-ink-2">
        {phase === 'queued'
          ? 'It starts by itself as soon as there is room. You can read the guide meanwhile, or close this page and come back.'
          : 'Read the introduction meanwhile. The terminal opens as soon as there is a prompt.'}
      </p>
      <div className="mt-4 border-t border-line pt-2">
        {environment === null ? null : <Stages environment={environment} />}
      </div>
    </Frame>
  );
}

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex min-h-full max-w-md flex-col justify-center px-6 py-10">
        <div className="rounded-xl border border-line bg-surface p-5 shadow-xs">{children}</div>
      </div>
    </div>
  );
}

interface BrokenProps {
  readonly attempt: AttemptView;
  readonly environment: EnvironmentView | null;
  readonly lost: boolean;
  readonly actions: AttemptActions;
}

function Broken({ attempt, environment, lost, actions }: BrokenProps) {
  const problem = environment?.problem ?? null;
  const Icon = lost ? Unplug : CircleAlert;
  return (
    <Frame>
      <div role="alert">
        <span className="flex size-9 items-center justify-center rounded-lg border border-bad-line bg-bad-soft text-bad-text">
          <Icon aria-hidden className="size-4.5" />
        </span>
        <h2 className="mt-3 text-md font-semibold">
          {problem?.title ?? (lost ? 'The environment was lost' : 'The environment could not be made')}
        </h2>
        <p className="mt-1 text-sm text-pretty text-ink-2">
          {problem?.detail ?? 'Your score and the tasks you passed are kept.'}
        </p>
        {problem === null ? null : <p className="mt-2 text-sm text-pretty text-ink">{problem.remedy}</p>}
      </div>
      <Button
        variant="primary"
        className="mt-4"
        busy={actions.acting === 'retry'}
        icon={<RotateCcw aria-hidden className="size-4" />}
        onClick={() => void actions.act('retry')}
      >
        {lost ? 'Get a fresh environment' : 'Try again'}
      </Button>
      {environment !== null && !lost && environment.stages.length > 0 ? (
        <div className="mt-5 border-t border-line pt-2">
          <Stages environment={environment} />
        </div>
      ) : null}
      <p className="mt-4 font-mono text-2xs break-all text-ink-3">
        attempt {attempt.id}
        {environment === null ? '' : ` · environment ${environment.id}`}
      </p>
    </Frame>
  );
}

function Gone({ attempt, actions }: { readonly attempt: AttemptView; readonly actions: AttemptActions }) {
  const problem = attempt.environment?.problem ?? null;
  const expiresAt = attempt.environment?.expiresAt ?? null;
  const expired = problem === null && expiresAt !== null && Date.parse(expiresAt) <= Date.now();
  if (actions.acting !== null) {
    return (
      <Frame>
        <p role="status" className="flex items-center gap-2.5 text-sm text-ink-2">
          <Spinner /> A fresh environment is being arranged…
        </p>
      </Frame>
    );
  }
  return (
    <Frame>
      <span className="flex size-9 items-center justify-center rounded-lg border border-line bg-inset text-ink-2">
        <Hourglass aria-hidden className="size-4.5" />
      </span>
      <h2 className="mt-3 text-md font-semibold">
        {problem?.title ?? (expired ? 'The environment’s time was up' : 'The environment has ended')}
      </h2>
      <p className="mt-1 text-sm text-pretty text-ink-2">
        {problem?.detail ??
          'It was taken away with everything on it. Your score and the tasks you passed are kept, and the lab goes on where you left it.'}
      </p>
      {problem === null ? null : <p className="mt-2 text-sm text-pretty text-ink">{problem.remedy}</p>}
      <Button
        variant="primary"
        className="mt-4"
        icon={<RotateCcw aria-hidden className="size-4" />}
        onClick={() => void actions.act('reset')}
      >
        Get a fresh environment
      </Button>
      <p className="mt-3 text-xs text-ink-3">
        This lab is meant for about {formatDuration(attempt.lab.minutes * 60_000)}. Extend the time in the bar
        above when it runs short.
      </p>
    </Frame>
  );
}
