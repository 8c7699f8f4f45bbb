import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@springboard/ui/menu.tsx';
import { setTheme, type Theme, useTheme } from '@springboard/ui/theme.ts';
import { useNavigate } from '@tanstack/react-router';
import { Bookmark, ChartGantt, EllipsisVertical, Flag, TimerReset } from 'lucide-react';
import { themeOptions } from '../../components/theme-menu.tsx';
import { EnvironmentMenuItems, type EnvironmentMenuProps } from '../environment/environment-menu.tsx';
import { keepsScreens } from '../environment/phase.ts';
import type { WorkspaceDialog } from './workspace-dialog.ts';

export interface NarrowMenuProps extends EnvironmentMenuProps {
  readonly onDialog: (dialog: WorkspaceDialog) => void;
}

/** On narrow screens everything that does not fit into the bar. */
export function NarrowMenu(props: NarrowMenuProps) {
  const { attempt, phase, actions, onDialog } = props;
  const theme = useTheme();
  const navigate = useNavigate();
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
          <EnvironmentMenuItems {...props} />
          <MenuSeparator />
        </>
      ) : null}
      <MenuItem
        icon={<ChartGantt aria-hidden />}
        onClick={() => void navigate({ to: '/attempts/$id/timeline', params: { id: attempt.id } })}
      >
        Timeline
      </MenuItem>
      <MenuSeparator />
      <MenuChoice<Theme> label="Theme" value={theme} onChange={setTheme} options={themeOptions} />
    </Menu>
  );
}
