import { Tabs } from '@base-ui/react/tabs';
import type { NodeView } from '@springboard/contracts/environments.ts';
import type { WebUiView } from '@springboard/contracts/web-uis.ts';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Kbd } from '@springboard/ui/kbd.tsx';
import { Menu, MenuItem } from '@springboard/ui/menu.tsx';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { Plus, Server } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { WebPane } from '../web-tabs/web-pane.tsx';
import { leaveChord } from './leave-chord.ts';
import { TabHandle, WebTabHandle } from './tab-handle.tsx';
import { keyOf, labelOf, maxTerminals, webKeyOf } from './tabs.ts';
import type { Terminals } from './use-terminals.ts';

const TerminalPane = lazy(() => import('./terminal-pane.tsx'));

export interface TerminalTabsProps {
  readonly attemptId: string;
  /** Terminals are mounted anew for another environment: its nodes are other machines. */
  readonly environmentId: string;
  readonly nodes: readonly NodeView[];
  readonly webUis: readonly WebUiView[];
  readonly terminals: Terminals;
}

/**
 * The work side: a tab per terminal, more on demand, and one per web page of the environment. What was once shown stays connected behind the
 * others.
 */
export function TerminalTabs({ attemptId, environmentId, nodes, webUis, terminals }: TerminalTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const visited = useRef(new Set<string>());
  if (terminals.active !== null) visited.current.add(terminals.active);
  const [typing, setTyping] = useState(false);
  const titles = new Map(nodes.map((node) => [node.name, node.title]));
  const active = terminals.tabs.find((tab) => keyOf(tab) === terminals.active);
  const node = nodes.find((each) => each.name === active?.node);
  const page = webUis.find((ui) => webKeyOf(ui.name) === terminals.active);
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
          aria-label={webUis.length === 0 ? 'Terminals' : 'Terminals and web pages'}
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
          {webUis.map((ui) => (
            <WebTabHandle key={ui.name} ui={ui} />
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
      {webUis.map((ui) => {
        const key = webKeyOf(ui.name);
        return (
          <Tabs.Panel key={key} value={key} keepMounted tabIndex={-1} className="min-h-0 flex-1 outline-none">
            {visited.current.has(key) ? <WebPane key={environmentId} attemptId={attemptId} ui={ui} /> : null}
          </Tabs.Panel>
        );
      })}
      <div className="flex h-7 shrink-0 items-center justify-between gap-4 border-t border-line bg-inset px-3 text-xs text-ink-3">
        {page === undefined ? (
          <span className="truncate">
            {node === undefined ? '' : node.name} <span className="font-mono">{node?.address}</span>
            <span title="What your terminals print is recorded, not what you type. You, mentors and managers can download it; authors see the last commands before a check that did not pass.">
              {' · recorded'}
            </span>
          </span>
        ) : (
          <span className="truncate">{page.title} · a page of your environment, not recorded</span>
        )}
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
