import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { Button } from '@springboard/ui/button.tsx';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@springboard/ui/menu.tsx';
import { setTheme, type Theme, useTheme } from '@springboard/ui/theme.ts';
import { Link } from '@tanstack/react-router';
import { EllipsisVertical, Flag, Keyboard, RotateCcw, TimerReset, WifiOff } from 'lucide-react';
import type { LiveState } from '../../api/live.ts';
import { Mark } from '../../components/mark.tsx';
import { ThemeMenu, themeOptions } from '../../components/theme-menu.tsx';
import { ElapsedClock, TimeLeft } from './clocks.tsx';
import { EnvironmentPill } from './environment-pill.tsx';
import type { Phase } from './phase.ts';
import { ScoreMeter } from './score-meter.tsx';
import type { AttemptActions } from './use-attempt-actions.ts';

export type WorkspaceDialog = 'reset' | 'finish' | 'help';

export interface TopBarProps {
  readonly attempt: AttemptView;
  readonly phase: Phase;
  readonly live: LiveState;
  readonly actions: AttemptActions;
  readonly onDialog: (dialog: WorkspaceDialog) => void;
}

/** The slim bar of the workspace: where one is, how the environment is, the time, and the ways out. */
export function TopBar({ attempt, phase, live, actions, onDialog }: TopBarProps) {
  const resettable = actions.active && (phase === 'ready' || phase === 'opening');
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-3">
      <Link to="/labs" aria-label="Springboard: all labs" className="shrink-0 rounded-md">
        <Mark className="size-6" />
      </Link>
      <h1 className="min-w-0 truncate text-base font-semibold">{attempt.lab.title}</h1>
      {attempt.number > 1 ? (
        <span className="shrink-0 text-xs text-ink-3 max-xl:hidden">Attempt {attempt.number}</span>
      ) : null}
      <div className="max-sm:hidden">
        <EnvironmentPill attempt={attempt} phase={phase} />
      </div>
      <LiveNote live={live} />
      <div className="flex-1" />
      <ScoreMeter attempt={attempt} />
      <div className="h-5 w-px bg-line max-md:hidden" />
      <div className="flex items-center gap-3 max-md:hidden">
        <ElapsedClock attempt={attempt} />
        {resettable ? <TimeLeft attempt={attempt} actions={actions} /> : null}
      </div>
      <div className="h-5 w-px bg-line max-md:hidden" />
      <div className="flex items-center gap-1 max-md:hidden">
        {actions.active ? (
          <>
            <Button
              size="sm"
              variant="ghost"
              disabled={!resettable}
              icon={<RotateCcw aria-hidden className="size-3.5" />}
              onClick={() => onDialog('reset')}
            >
              Reset
            </Button>
            <Button
              size="sm"
              icon={<Flag aria-hidden className="size-3.5" />}
              className="mr-1"
              onClick={() => onDialog('finish')}
            >
              Finish
            </Button>
            <IconButton label="Keyboard and help" keys="?" onClick={() => onDialog('help')}>
              <Keyboard aria-hidden className="size-4" />
            </IconButton>
          </>
        ) : null}
        <ThemeMenu />
      </div>
      <div className="md:hidden">
        <NarrowMenu resettable={resettable} actions={actions} onDialog={onDialog} />
      </div>
    </header>
  );
}

function LiveNote({ live }: { readonly live: LiveState }) {
  return (
    <span role="status" className="shrink-0">
      {live === 'reconnecting' ? (
        <span className="inline-flex items-center gap-1.5 text-xs text-warn-text">
          <WifiOff aria-hidden className="size-3.5" />
          <span className="max-lg:sr-only">Live updates paused, reconnecting…</span>
        </span>
      ) : null}
    </span>
  );
}

interface NarrowMenuProps {
  readonly resettable: boolean;
  readonly actions: AttemptActions;
  readonly onDialog: (dialog: WorkspaceDialog) => void;
}

/** On narrow screens everything that does not fit into the bar. */
function NarrowMenu({ resettable, actions, onDialog }: NarrowMenuProps) {
  const theme = useTheme();
  return (
    <Menu
      trigger={
        <IconButton label="More">
          <EllipsisVertical aria-hidden className="size-4" />
        </IconButton>
      }
    >
      {actions.active ? (
        <>
          <MenuItem icon={<Flag aria-hidden />} onClick={() => onDialog('finish')}>
            Finish…
          </MenuItem>
          <MenuItem icon={<RotateCcw aria-hidden />} disabled={!resettable} onClick={() => onDialog('reset')}>
            Reset the environment…
          </MenuItem>
          {resettable ? (
            <MenuItem icon={<TimerReset aria-hidden />} onClick={() => void actions.act('extend')}>
              Extend the time
            </MenuItem>
          ) : null}
          <MenuSeparator />
        </>
      ) : null}
      <MenuChoice<Theme> label="Theme" value={theme} onChange={setTheme} options={themeOptions} />
    </Menu>
  );
}
