import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { EnvironmentView } from '@springboard/contracts/environments.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { CircleAlert, Hourglass, RotateCcw, Unplug } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Said } from '../../components/said.tsx';
import type { AttemptActions } from '../workspace/use-attempt-actions.ts';
import { Frame, FrameIcon } from './frame.tsx';
import type { Phase } from './phase.ts';
import { QueuePanel } from './queue-panel.tsx';
import { Stages } from './stages.tsx';
import { courseWords } from './words.ts';

export interface EnvironmentPanelProps {
  readonly attempt: AttemptView;
  readonly phase: Phase;
  readonly actions: AttemptActions;
  readonly onGiveUp: () => void;
  /** Title of the save point that is being gone back to, where this page asked for it. */
  readonly rewindingTo: string | null;
}

/** What stands where the terminals will be, or were: in the queue, on the way, failed, lost, or its time was up. */
export function EnvironmentPanel(props: EnvironmentPanelProps) {
  const { attempt, phase, actions } = props;
  const { environment } = attempt;
  if (phase === 'failed' || phase === 'lost') {
    return <Broken attempt={attempt} environment={environment} lost={phase === 'lost'} actions={actions} />;
  }
  if (environment === null || phase === 'gone') return <Gone attempt={attempt} actions={actions} />;
  if (phase === 'queued') {
    const { queue } = environment;
    return (
      <Quickly key={environment.id} fallback="Looking for a place for your environment…">
        {queue === null ? (
          <OnTheWay environment={environment} rewindingTo={null} />
        ) : (
          <QueuePanel queue={queue} since={environment.createdAt} onGiveUp={props.onGiveUp} />
        )}
      </Quickly>
    );
  }
  const { title } = courseWords[environment.course];
  return (
    <Quickly key={`${environment.id} ${environment.course}`} fallback={`${title}…`}>
      <OnTheWay environment={environment} rewindingTo={props.rewindingTo} />
    </Quickly>
  );
}

/** What is over sooner is not worth a list that flashes by. In ms. */
const quick = 1200;

/** One calm line for as long as things may be over at once, then the whole story. */
function Quickly({ fallback, children }: { readonly fallback: string; readonly children: ReactNode }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), quick);
    return () => clearTimeout(timer);
  }, []);
  if (slow) return children;
  return (
    <div className="grid h-full place-items-center bg-canvas px-6">
      <p role="status" className="flex items-center gap-2.5 text-sm text-ink-2">
        <Spinner className="text-accent-text" /> {fallback}
      </p>
    </div>
  );
}

function OnTheWay({
  environment,
  rewindingTo,
}: {
  readonly environment: EnvironmentView;
  readonly rewindingTo: string | null;
}) {
  const words = courseWords[environment.course];
  return (
    <Frame>
      <h2 className="text-md font-semibold">
        {environment.course === 'rewind' && rewindingTo !== null
          ? `Rewinding to “${rewindingTo}”`
          : words.title}
      </h2>
      <p className="mt-1 text-sm text-pretty text-ink-2">{words.detail}</p>
      <div className="mt-4 border-t border-line pt-2">
        <Stages environment={environment} />
      </div>
    </Frame>
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
  return (
    <Frame>
      <div role="alert">
        <FrameIcon tone="bad">{lost ? <Unplug aria-hidden /> : <CircleAlert aria-hidden />}</FrameIcon>
        <h2 className="text-md font-semibold">
          {problem?.title ?? (lost ? 'The environment was lost' : 'The environment could not be made')}
        </h2>
        <p className="mt-1 text-sm text-pretty text-ink-2">
          <Said>{problem?.detail ?? 'Your score and the tasks you passed are kept.'}</Said>
        </p>
        <p className="mt-2 text-sm text-pretty text-ink">
          <Said>{problem?.remedy ?? 'Try again: you get a fresh environment.'}</Said>
        </p>
      </div>
      {actions.active ? (
        <Button
          variant="primary"
          className="mt-4"
          busy={actions.acting === 'retry'}
          icon={<RotateCcw aria-hidden className="size-4" />}
          onClick={() => void actions.act('retry')}
        >
          Try again
        </Button>
      ) : null}
      {environment !== null && !lost && environment.stages.length > 0 ? (
        <div className="mt-5 border-t border-line pt-2">
          <Stages environment={environment} />
        </div>
      ) : null}
      <div className="mt-4 font-mono text-2xs break-words text-ink-3">
        <p>attempt {attempt.id}</p>
        {environment === null ? null : <p>environment {environment.id}</p>}
      </div>
    </Frame>
  );
}

function Gone({ attempt, actions }: { readonly attempt: AttemptView; readonly actions: AttemptActions }) {
  const problem = attempt.environment?.problem ?? null;
  if (actions.acting === 'reset' || actions.acting === 'retry') {
    return (
      <div className="grid h-full place-items-center bg-canvas px-6">
        <p role="status" className="flex items-center gap-2.5 text-sm text-ink-2">
          <Spinner className="text-accent-text" /> A fresh environment is being arranged…
        </p>
      </div>
    );
  }
  return (
    <Frame>
      <FrameIcon>
        <Hourglass aria-hidden />
      </FrameIcon>
      <h2 className="text-md font-semibold">{problem?.title ?? 'The environment has ended'}</h2>
      <p className="mt-1 text-sm text-pretty text-ink-2">
        {problem?.detail ??
          'It was taken away with everything on it. Your score and the tasks you passed are kept, and the lab goes on where you left it.'}
      </p>
      {actions.active ? (
        <Button
          variant="primary"
          className="mt-4"
          icon={<RotateCcw aria-hidden className="size-4" />}
          onClick={() => void actions.act('reset')}
        >
          Get a fresh environment
        </Button>
      ) : null}
      <p className="mt-3 text-xs text-ink-3">
        This lab is meant for about {formatDuration(attempt.lab.minutes * 60_000)}. When time runs short, a
        warning offers more.
      </p>
    </Frame>
  );
}
