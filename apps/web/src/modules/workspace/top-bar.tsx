import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button } from '@springboard/ui/button.tsx';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Tooltip } from '@springboard/ui/tooltip.tsx';
import { Link } from '@tanstack/react-router';
import { ChartGantt, Flag, Keyboard, RotateCcw, WifiOff } from 'lucide-react';
import type { LiveState } from '../../api/live.ts';
import { Mark } from '../../components/mark.tsx';
import { ThemeMenu } from '../../components/theme-menu.tsx';
import { ElapsedClock, TimeLeft } from '../environment/clocks.tsx';
import { canReset, EnvironmentMenu, type EnvironmentMenuProps } from '../environment/environment-menu.tsx';
import type { Phase } from '../environment/phase.ts';
import { SavePointsButton } from '../environment/save-points-button.tsx';
import { NoticeBell } from '../notices/bell.tsx';
import { NarrowMenu } from './narrow-menu.tsx';
import { ScoreMeter } from './score-meter.tsx';
import type { AttemptActions } from './use-attempt-actions.ts';
import type { WorkspaceDialog } from './workspace-dialog.ts';

export interface TopBarProps {
  readonly attempt: AttemptView;
  readonly phase: Phase;
  readonly live: LiveState;
  readonly actions: AttemptActions;
  readonly pausing: boolean;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onDialog: (dialog: WorkspaceDialog) => void;
}

/** The slim bar of the workspace: where one is, how the environment is, the time, the save points, and the ways out. */
export function TopBar(props: TopBarProps) {
  const { attempt, phase, actions, onDialog } = props;
  const living = canReset(phase);
  const environment: EnvironmentMenuProps = {
    ...props,
    onReset: () => onDialog({ kind: 'reset' }),
    onConnect: () => onDialog({ kind: 'ssh' }),
    onGiveUp: () => onDialog({ kind: 'give-up' }),
  };
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-3">
      <Link to="/labs" aria-label="Springboard: all labs" className="shrink-0 rounded-md">
        <Mark className="size-6" />
      </Link>
      <h1 className="min-w-0 truncate text-base font-semibold" title={attempt.lab.title}>
        {attempt.lab.title}
      </h1>
      {attempt.preview ? <Badge tone="warn">Preview, counts for nothing</Badge> : null}
      {attempt.number > 1 && !attempt.preview ? (
        <span className="shrink-0 text-xs text-ink-3 max-xl:hidden">Attempt {attempt.number}</span>
      ) : null}
      <div className="shrink-0 max-sm:hidden">
        <EnvironmentMenu {...environment} />
      </div>
      <LiveNote live={props.live} />
      <div className="flex-1" />
      <ScoreMeter attempt={attempt} />
      <div className="h-5 w-px bg-line max-md:hidden" />
      <div className="flex items-center gap-3 max-md:hidden">
        <ElapsedClock attempt={attempt} />
        {actions.active && living ? <TimeLeft attempt={attempt} actions={actions} /> : null}
      </div>
      <div className="h-5 w-px bg-line max-md:hidden" />
      <div className="flex items-center gap-1 max-md:hidden">
        {actions.active ? <Tools {...props} living={living} /> : null}
        <Tooltip label="Timeline of this attempt">
          <Link
            to="/attempts/$id/timeline"
            params={{ id: attempt.id }}
            {...(actions.active ? { target: '_blank' } : {})}
            aria-label="Timeline of this attempt"
            className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
          >
            <ChartGantt aria-hidden className="size-4" />
          </Link>
        </Tooltip>
        <ThemeMenu />
      </div>
      <NoticeBell beside={actions.active} />
      <div className="md:hidden">
        <NarrowMenu {...environment} onDialog={onDialog} />
      </div>
    </header>
  );
}

function Tools({ attempt, phase, actions, onDialog, living }: TopBarProps & { readonly living: boolean }) {
  return (
    <>
      <SavePointsButton
        disabled={!living}
        savePoints={attempt.environment?.savePoints ?? []}
        phase={phase}
        saving={actions.saving === 'save'}
        onSave={actions.save}
        onRewind={(point) => onDialog({ kind: 'rewind', point })}
        onDelete={(point) => onDialog({ kind: 'delete-save-point', point })}
      />
      <Button
        size="sm"
        variant="ghost"
        disabled={!living}
        icon={<RotateCcw aria-hidden className="size-3.5" />}
        className="max-lg:hidden"
        onClick={() => onDialog({ kind: 'reset' })}
      >
        Reset
      </Button>
      <Button
        size="sm"
        icon={<Flag aria-hidden className="size-3.5" />}
        className="mr-1 ml-1"
        onClick={() => onDialog({ kind: 'finish' })}
      >
        Finish
      </Button>
      <IconButton label="Keyboard and help" keys="?" onClick={() => onDialog({ kind: 'help' })}>
        <Keyboard aria-hidden className="size-4" />
      </IconButton>
    </>
  );
}

function LiveNote({ live }: { readonly live: LiveState }) {
  if (live !== 'reconnecting') return null;
  return (
    <Tooltip label="Springboard does not answer, reconnecting…">
      <WifiOff aria-hidden className="size-4 shrink-0 text-warn-text" />
    </Tooltip>
  );
}
