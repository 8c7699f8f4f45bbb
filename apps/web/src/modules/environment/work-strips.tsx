import type { EnvironmentView } from '@springboard/contracts/environments.ts';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { History, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Said } from '../../components/said.tsx';
import { currentStage, type Phase } from './phase.ts';
import { StageClock } from './stages.tsx';
import { Strip } from './strip.tsx';
import { stageWords } from './words.ts';

export interface WorkStripsProps {
  readonly environment: EnvironmentView;
  readonly phase: Phase;
  /** Title of the save point that was gone back to, until dismissed. */
  readonly rewoundTo: string | null;
  readonly onRewoundSeen: () => void;
}

/** Over the terminals: what goes on with the environment while one can type. */
export function WorkStrips({ environment, phase, rewoundTo, onRewoundSeen }: WorkStripsProps) {
  return (
    <>
      <UnderWay environment={environment} phase={phase} />
      {phase === 'paused' ? null : <Problem environment={environment} />}
      {rewoundTo === null ? null : (
        <Strip
          tone="good"
          icon={<History aria-hidden />}
          title={`Rewound to “${rewoundTo}”.`}
          onDismiss={onRewoundSeen}
        >
          The disks are as they were then; the shells are new.
        </Strip>
      )}
    </>
  );
}

const begin = {
  cold: 'begin when it is ready',
  warm: 'begin when it is ready',
  resume: 'go on when it is ready',
  save: 'go on when it is ready',
  rewind: 'go on when it is ready',
} as const;

function UnderWay({ environment, phase }: Pick<WorkStripsProps, 'environment' | 'phase'>) {
  const stage = currentStage(environment);
  const spinner = <Spinner className="text-accent-text" />;
  const clock = stage === undefined ? undefined : <StageClock stage={stage} />;
  const doing = stage === undefined ? null : (stage.message ?? stageWords[stage.stage].doing);
  if (phase === 'opening') {
    return (
      <Strip tone="accent" icon={spinner} title="You can type already." end={clock}>
        {doing ?? 'Almost ready'}; checks {begin[environment.course]}.
      </Strip>
    );
  }
  if (phase === 'saving') {
    return (
      // Laid over, since it is there for a second: a strip of its own would resize the terminals twice, and full-screen programs draw themselves anew.
      <div className="pointer-events-none relative z-10 h-0">
        <div className="absolute inset-x-0 top-0">
          <Strip tone="accent" icon={spinner} title="Saving." end={clock}>
            Everything stands still for a moment; what you type arrives right after.
          </Strip>
        </div>
      </div>
    );
  }
  return null;
}

/** A save or a rewind that did not work; the environment itself goes on. */
function Problem({ environment }: { readonly environment: EnvironmentView }) {
  const [seen, setSeen] = useState<string | null>(null);
  const { problem } = environment;
  if (problem === null || seen === problem.title + problem.detail) return null;
  return (
    <div role="alert">
      <Strip
        tone="bad"
        icon={<TriangleAlert aria-hidden />}
        title={`${problem.title}.`}
        onDismiss={() => setSeen(problem.title + problem.detail)}
      >
        <Said>{`${problem.detail} ${problem.remedy}`}</Said>
      </Strip>
    </div>
  );
}
