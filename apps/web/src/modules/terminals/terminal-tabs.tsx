import { Tabs } from '@base-ui/react/tabs';
import type { NodeView } from '@springboard/contracts/environments.ts';
import { cx } from '@springboard/ui/cx.ts';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Kbd } from '@springboard/ui/kbd.tsx';
import { Menu, MenuItem } from '@springboard/ui/menu.tsx';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { Plus, Server, X } from 'lucide-react';
import { type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react';
import { leaveChord } from './leave-chord.ts';
import { keyOf, labelOf, maxTerminals, type TerminalTab } from './tabs.ts';
import type { Terminals } from './use-terminals.ts';

const TerminalPane = lazy(() => import('./terminal-pane.tsx'));

export interface TerminalTabsProps {
  readonly attemptId: string;
  /** Terminals are mounted anew for another environment: its nodes are other machines. */
  readonly environmentId: string;
  readonly nodes: readonly NodeView[];
  readonly terminals: Terminals;
}

/** The work side: a tab per terminal, more on demand. A terminal that was once shown stays connected behind the others. */
export function TerminalTabs({ attemptId, environmentId, nodes, terminals }: TerminalTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const visited = useRef(new Set<string>());
  if (terminals.active !== null) visited.current.add(terminals.active);
  const [typing, setTyping] = useState(false);
  const titles = new Map(nodes.map((node) => [node.name, node.title]));
  const active = terminals.tabs.find((tab) => keyOf(tab) === terminals.active);
  const node = nodes.find((each) => each.name === active?.node);
  const leave = () => list.current?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();

  return (
    <Tabs.Root
      value={terminals.active}
      onValueChange={(key: string) => terminals.select(key)}
      onFocus={(event) => setTyping(event.target.closest('.terminal') !== null)}
      onBlur={() => setTyping(false)}
      className="flex h-full min-h-0 flex-col bg-terminal"
    >
      <div className="flex h-9 shrink-0 items-stretch border-b border-line bg-inset pr-1.5">
        <Tabs.List
          ref={list}
          aria-label="Terminals"
          className="flex min-w-0 overflow-x-auto [scrollbar-width:none]"
        >
          {terminals.tabs.map((tab) => (
            <TabHandle
              key={keyOf(tab)}
              tab={tab}
              label={labelOf(tab, titles)}
              only={terminals.tabs.length === 1}
              terminals={terminals}
            />
          ))}
        </Tabs.List>
        <div className="flex items-center pl-1">
          <NewTerminal nodes={nodes} terminals={terminals} />
        </div>
      </div>
      {terminals.tabs.map((tab) => {
        const key = keyOf(tab);
        return (
          <Tabs.Panel
            key={key}
            value={key}
            data-terminal-panel={key}
            keepMounted
            tabIndex={-1}
            className="min-h-0 flex-1 outline-none"
          >
            {visited.current.has(key) ? (
              <Suspense fallback={<Opening />}>
                <TerminalPane
                  key={environmentId}
                  attemptId={attemptId}
                  node={tab.node}
                  number={tab.number}
                  tabKey={key}
                  label={`Terminal ${tab.number} on ${titles.get(tab.node) ?? tab.node}`}
                  visible={key === terminals.active}
                  handles={terminals.handles}
                  onLeave={leave}
                />
              </Suspense>
            ) : null}
          </Tabs.Panel>
        );
      })}
      <div className="flex h-7 shrink-0 items-center justify-between gap-4 border-t border-line bg-inset px-3 text-xs text-ink-3">
        <span className="truncate">
          {node === undefined ? '' : node.name} <span className="font-mono">{node?.address}</span>
          <span title="What your terminals print is recorded, not what you type. You, mentors and managers can download it; authors see the last commands before a check that did not pass.">
            {' · recorded'}
          </span>
        </span>
        <span className="flex shrink-0 items-center gap-1.5 max-sm:hidden">
          {typing ? (
            <>
              Keys go to the shell. To leave it press <Kbd>{leaveChord()}</Kbd>
            </>
          ) : (
            <>
              Press <Kbd>T</Kbd> to go to the terminal
            </>
          )}
        </span>
      </div>
    </Tabs.Root>
  );
}

function Opening() {
  return (
    <div role="status" className="grid h-full place-items-center text-sm text-ink-2">
      <span className="flex items-center gap-2">
        <Spinner /> Opening the terminal…
      </span>
    </div>
  );
}

interface TabHandleProps {
  readonly tab: TerminalTab;
  readonly label: string;
  readonly only: boolean;
  readonly terminals: Terminals;
}

function TabHandle({ tab, label, only, terminals }: TabHandleProps) {
  const [renaming, setRenaming] = useState(false);
  const key = keyOf(tab);
  if (renaming) {
    return (
      <RenameField
        name={label}
        onDone={(name) => {
          if (name !== null) terminals.rename(key, name);
          setRenaming(false);
        }}
      />
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'F2') setRenaming(true);
    else if (event.key === 'Delete') terminals.close(key);
  };
  return (
    <Tabs.Tab
      value={key}
      title={only ? 'Double-click or F2 to rename' : 'Double-click or F2 to rename, Delete to close'}
      onDoubleClick={() => setRenaming(true)}
      onKeyDown={onKeyDown}
      // The second click of a double click asks for the name, which wants the focus itself.
      onClick={(event) => (event.detail > 1 ? undefined : terminals.enter(key))}
      onMouseDown={(event) => {
        if (event.button === 1) {
          event.preventDefault();
          terminals.close(key);
        }
      }}
      className={cx(
        'group/tab relative flex shrink-0 items-center gap-1.5 border-r border-line pr-2 pl-3 text-sm text-ink-2 -outline-offset-2 hover:text-ink',
        'data-[active]:bg-terminal data-[active]:text-ink data-[active]:shadow-[inset_0_2px_0_var(--color-accent)]',
      )}
    >
      <span className="max-w-40 truncate">{label}</span>
      {/* For the mouse; keys close by Delete, so the tab list holds nothing but tabs. */}
      {only ? (
        <span className="w-1" />
      ) : (
        <span
          aria-hidden
          onClick={(event) => {
            event.stopPropagation();
            terminals.close(key);
          }}
          className="inline-flex size-5 items-center justify-center rounded-sm opacity-0 group-hover/tab:opacity-100 group-data-[active]/tab:opacity-70 hover:bg-hover hover:opacity-100 pointer-coarse:opacity-100"
        >
          <X className="size-3.5" />
        </span>
      )}
    </Tabs.Tab>
  );
}

function RenameField({
  name,
  onDone,
}: {
  readonly name: string;
  readonly onDone: (name: string | null) => void;
}) {
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the person just asked to rename
      autoFocus
      aria-label="Name of the terminal"
      defaultValue={name}
      maxLength={40}
      onFocus={(event) => event.target.select()}
      onBlur={(event) => onDone(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') onDone(event.currentTarget.value);
        if (event.key === 'Escape') onDone(null);
      }}
      className="h-full w-36 shrink-0 bg-terminal px-3 text-sm -outline-offset-2"
    />
  );
}

function NewTerminal({
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
