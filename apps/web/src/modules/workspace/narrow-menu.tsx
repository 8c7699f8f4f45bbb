import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@springboard/ui/menu.tsx';
import { setTheme, type Theme, useTheme } from '@springboard/ui/theme.ts';
import { Bookmark, EllipsisVertical, Flag, TimerReset } from 'lucide-react';
import { themeOptions } from '../../components/theme-menu.tsx';
import { EnvironmentMenuItems } from '../environment/environment-menu.tsx';
import { keepsScreens, type Phase } from '../environment/phase.ts';
import type { AttemptActions } from './use-attempt-actions.ts';
import type { WorkspaceDialog } from './workspace-dialog.ts';

export interface NarrowMenuProps {
  readonly attempt: AttemptView;
  readonly phase: Phase;
  readonly actions: AttemptActions;
  readonly onDialog: (dialog: WorkspaceDialog) => void;
}

/** On narrow screens everything that does not fit into the bar. */
export function NarrowMenu({ attempt, phase, actions, onDialog }: NarrowMenuProps) {
  const theme = useTheme();
  const extendable = phase === 'ready' && attempt.environment?.canExtend === true;
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
          <MenuItem icon={<Flag aria-hidden />} onClick={() => onDialog({ kind: 'finish' })}>
            Finish…
          </MenuItem>
          <MenuItem
            icon={<Bookmark aria-hidden />}
            disabled={!keepsScreens(phase)}
            onClick={() => onDialog({ kind: 'save-points' })}
          >
            Save points…
          </MenuItem>
          <MenuItem
            icon={<TimerReset aria-hidden />}
            disabled={!extendable}
            onClick={() => void actions.act('extend')}
          >
            Extend the time
          </MenuItem>
          <EnvironmentMenuItems
            attempt={attempt}
            phase={phase}
            actions={actions}
            onReset={() => onDialog({ kind: 'reset' })}
            onGiveUp={() => onDialog({ kind: 'give-up' })}
          />
          <MenuSeparator />
        </>
      ) : null}
      <MenuChoice<Theme> label="Theme" value={theme} onChange={setTheme} options={themeOptions} />
    </Menu>
  );
}
