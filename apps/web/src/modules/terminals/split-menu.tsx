import type { NodeView } from '@springboard/contracts/environments.ts';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '@springboard/ui/menu.tsx';
import { Columns2, Plus, SquareTerminal } from 'lucide-react';
import { type Direction, keysIn } from './splits.ts';
import { keyOf, labelOf, layoutOf, maxTerminals, type TerminalTab } from './tabs.ts';
import type { Terminals } from './use-terminals.ts';

interface SplitMenuProps {
  /** The terminal beside or below which another one comes. */
  readonly tab: TerminalTab;
  readonly nodes: readonly NodeView[];
  readonly titles: ReadonlyMap<string, string>;
  readonly terminals: Terminals;
}

/** Puts a second terminal into the tab in front: one that is open in another tab, or a new one. */
export function SplitMenu(props: SplitMenuProps) {
  return (
    <Menu
      trigger={
        <IconButton label="Split the tab" className="max-sm:hidden">
          <Columns2 aria-hidden className="size-4" />
        </IconButton>
      }
    >
      <MenuGroup label="Side by side with">
        <Choices {...props} direction="row" />
      </MenuGroup>
      <MenuSeparator />
      <MenuGroup label="Above">
        <Choices {...props} direction="column" />
      </MenuGroup>
    </Menu>
  );
}

function Choices(props: SplitMenuProps & { readonly direction: Direction }) {
  const { tab, nodes, titles, terminals, direction } = props;
  const key = keyOf(tab);
  const here = layoutOf(terminals, key);
  const elsewhere = terminals.tabs.filter(
    (each) => here !== undefined && !keysIn(here).includes(keyOf(each)),
  );
  const full = terminals.tabs.length >= maxTerminals;
  return (
    <>
      {elsewhere.map((each) => (
        <MenuItem
          key={keyOf(each)}
          icon={<SquareTerminal aria-hidden />}
          onClick={() => terminals.split(key, direction, { moved: keyOf(each) })}
        >
          {labelOf(each, titles)}
        </MenuItem>
      ))}
      {nodes
        .filter((node) => node.terminal)
        .map((node) => (
          <MenuItem
            key={node.name}
            icon={<Plus aria-hidden />}
            disabled={full}
            onClick={() => terminals.split(key, direction, { node: node.name })}
          >
            {`a new terminal on ${node.title}`}
          </MenuItem>
        ))}
    </>
  );
}
