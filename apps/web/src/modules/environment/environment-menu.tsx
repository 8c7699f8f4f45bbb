import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { cx } from '@springboard/ui/cx.ts';
import { Menu, MenuItem } from '@springboard/ui/menu.tsx';
import { ChevronDown, DoorOpen, Pause, Play, RotateCcw, SquareTerminal } from 'lucide-react';
import type { AttemptActions } from '../workspace/use-attempt-actions.ts';
import { currentStage, keepsScreens, type Phase } from './phase.ts';
import { placeWords } from './queue-words.ts';
import { StageClock } from './stages.tsx';
import { phaseWords, stageWords } from './words.ts';

const dots: Record<Phase, string> = {
  queued: 'bg-control animate-breathe',
  provisioning: 'bg-accent animate-breathe',
  opening: 'bg-accent animate-breathe',
  ready: 'bg-good',
  paused: 'bg-warn',
  resuming: 'bg-accent animate-breathe',
  saving: 'bg-accent animate-breathe',
  rewinding: 'bg-accent animate-breathe',
  failed: 'bg-bad',
  lost: 'bg-bad',
  gone: 'bg-control',
  finished: 'bg-control',
  abandoned: 'bg-control',
};

const underWay: ReadonlySet<Phase> = new Set(['provisioning', 'opening', 'resuming', 'rewinding']);

export interface EnvironmentMenuProps {
  readonly attempt: AttemptView;
  readonly phase: Phase;
  readonly actions: AttemptActions;
  /** A pause was asked for and has not begun yet. */
  readonly pausing: boolean;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onReset: () => void;
  /** Shows how one's own SSH client gets to the nodes. */
  readonly onConnect: () => void;
  readonly onGiveUp: () => void;
}

const pill =
  'inline-flex h-6 items-center gap-2 rounded-full border border-line bg-inset px-2.5 text-xs whitespace-nowrap text-ink-2';

/** State of the environment, with the running stage and its time, and under it what can be done with the environment as a whole. */
export function EnvironmentMenu(props: EnvironmentMenuProps) {
  const { phase, actions } = props;
  const state = <State attempt={props.attempt} phase={phase} pausing={props.pausing} />;
  const resettable = canReset(phase);
  if (!actions.active || (!resettable && phase !== 'queued')) return <span className={pill}>{state}</span>;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className={cx(pill, 'pr-1.5 hover:border-control hover:text-ink data-[popup-open]:bg-press')}
        >
          {state}
          <ChevronDown aria-hidden className="-ml-1 size-3.5 text-ink-3" />
        </button>
      }
    >
      <EnvironmentMenuItems {...props} />
    </Menu>
  );
}

/** The entries alone, for the menu of narrow screens. */
export function EnvironmentMenuItems(props: EnvironmentMenuProps) {
  const { phase, onReset, onGiveUp } = props;
  return (
    <>
      {phase === 'paused' || phase === 'resuming' ? (
        <MenuItem icon={<Play aria-hidden />} disabled={phase === 'resuming'} onClick={props.onResume}>
          Resume
        </MenuItem>
      ) : (
        <MenuItem
          icon={<Pause aria-hidden />}
          disabled={phase !== 'ready' || props.pausing}
          onClick={props.onPause}
        >
          Pause: memory is kept, time stands still
        </MenuItem>
      )}
      <MenuItem icon={<SquareTerminal aria-hidden />} disabled={!canReset(phase)} onClick={props.onConnect}>
        Connect with your own SSH client…
      </MenuItem>
      <MenuItem icon={<RotateCcw aria-hidden />} disabled={!canReset(phase)} onClick={onReset}>
        Reset: a fresh environment…
      </MenuItem>
      {phase === 'queued' ? (
        <MenuItem icon={<DoorOpen aria-hidden />} onClick={onGiveUp}>
          Give up the place…
        </MenuItem>
      ) : null}
    </>
  );
}

/** True if a fresh environment can be asked for in place of this one. */
export function canReset(phase: Phase): boolean {
  return keepsScreens(phase) || phase === 'rewinding';
}

function State({ attempt, phase, pausing }: Pick<EnvironmentMenuProps, 'attempt' | 'phase' | 'pausing'>) {
  const { environment } = attempt;
  const stage = environment !== null && underWay.has(phase) ? currentStage(environment) : undefined;
  const queue = phase === 'queued' ? environment?.queue : null;
  return (
    <>
      <span aria-hidden className={cx('size-2 shrink-0 rounded-full', dots[phase])} />
      <span>
        <span className="sr-only">Environment: </span>
        {pausing ? 'Pausing' : null}
        {pausing
          ? null
          : stage === undefined || phase === 'rewinding'
            ? phaseWords[phase]
            : stageWords[stage.stage].doing}
        {queue == null ? null : `, ${placeWords(queue).toLowerCase()}`}
      </span>
      {stage === undefined ? null : (
        <span className="w-9 text-right max-md:hidden">
          <StageClock stage={stage} />
        </span>
      )}
    </>
  );
}
