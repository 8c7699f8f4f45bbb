import type { NodeView } from '@springboard/contracts/environments.ts';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Menu, MenuItem } from '@springboard/ui/menu.tsx';
import { Plus, Server } from 'lucide-react';
import { maxTerminals } from './tabs.ts';
import type { Terminals } from './use-terminals.ts';

/** Opens a further terminal; asks for the node where there are several. */
export function NewTerminal({
  nodes,
  terminals,
}: {
  readonly nodes: readonly NodeView[];
  readonly terminals: Terminals;
}) {
  const usable = nodes.filter((node) => node.terminal);
  const full = terminals.tabs.length >= maxTerminals;
  const label = full ? `No more than ${maxTerminals} terminals` : 'New terminal';
  const [first] = usable;
  if (usable.length === 1 && first !== undefined) {
    return (
      <IconButton
        label={label}
        aria-disabled={full}
        onClick={() => (full ? undefined : terminals.open(first.name))}
      >
        <Plus aria-hidden className="size-4" />
      </IconButton>
    );
  }
  return (
    <Menu
      align="start"
      trigger={
        <IconButton label={label} disabled={full}>
          <Plus aria-hidden className="size-4" />
        </IconButton>
      }
    >
      {usable.map((node) => (
        <MenuItem key={node.name} icon={<Server aria-hidden />} onClick={() => terminals.open(node.name)}>
          {node.title}
        </MenuItem>
      ))}
    </Menu>
  );
}
