import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '@springboard/ui/menu.tsx';
import { Ellipsis, PanelTop, Pencil, SquareArrowOutUpRight } from 'lucide-react';
import { PreferenceItems } from './preference-items.tsx';
import { keyOf, layoutOf, type TerminalTab } from './tabs.ts';
import type { Terminals } from './use-terminals.ts';

interface TerminalMenuProps {
  /** The terminal in front; undefined when a web page is. */
  readonly tab: TerminalTab | undefined;
  readonly terminals: Terminals;
  readonly onRename: (key: string) => void;
}

/** What can be done with the terminal in front, and how terminals look. */
export function TerminalMenu({ tab, terminals, onRename }: TerminalMenuProps) {
  return (
    <Menu
      trigger={
        <IconButton label="Terminal">
          <Ellipsis aria-hidden className="size-4" />
        </IconButton>
      }
    >
      {tab === undefined ? null : <OfThisOne tab={tab} terminals={terminals} onRename={onRename} />}
      <PreferenceItems />
    </Menu>
  );
}

function OfThisOne({ tab, terminals, onRename }: TerminalMenuProps & { readonly tab: TerminalTab }) {
  const key = keyOf(tab);
  return (
    <>
      <MenuItem icon={<Pencil aria-hidden />} onClick={() => onRename(key)}>
        Rename…
      </MenuItem>
      {typeof layoutOf(terminals, key) === 'object' ? (
        <MenuItem icon={<PanelTop aria-hidden />} onClick={() => terminals.unsplit(key)}>
          Give it a tab of its own
        </MenuItem>
      ) : null}
      <MenuItem icon={<SquareArrowOutUpRight aria-hidden />} onClick={() => terminals.ownWindows.open(tab)}>
        Open in a window of its own
      </MenuItem>
      <MenuSeparator />
    </>
  );
}
