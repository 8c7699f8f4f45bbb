import { Tabs } from '@base-ui/react/tabs';
import type { NodeView } from '@springboard/contracts/environments.ts';
import type { WebUiView } from '@springboard/contracts/web-uis.ts';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { lazy, Suspense, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { WebPane } from '../web-tabs/web-pane.tsx';
import { InOwnWindow } from './in-own-window.tsx';
import { NewTerminal } from './new-terminal.tsx';
import { SplitMenu } from './split-menu.tsx';
import { SplitView } from './split-view.tsx';
import { keysIn } from './splits.ts';
import { StatusBar } from './status-bar.tsx';
import { TabHandle, WebTabHandle } from './tab-handle.tsx';
import { keyOf, labelOf, layoutOf, layoutsOf, type TerminalTab, tabValueOf, webKeyOf } from './tabs.ts';
import { TerminalMenu } from './terminal-menu.tsx';
import { useHosts } from './use-hosts.ts';
import type { Terminals } from './use-terminals.ts';

const TerminalPane = lazy(() => import('./terminal-pane.tsx'));

export interface TerminalTabsProps {
  readonly attemptId: string;
  /** Terminals are mounted anew for another environment: its nodes are other machines. */
  readonly environmentId: string;
  readonly nodes: readonly NodeView[];
  readonly webUis: readonly WebUiView[];
  readonly terminals: Terminals;
  /** Name of the mentor who types in the learner's place, if one does. */
  readonly typist?: string | undefined;
}

/**
 * The work side: tabs of terminals, each with one or several, more on demand, and a tab per web page of the environment. What was once
 * shown stays connected behind the others.
 */
export function TerminalTabs(props: TerminalTabsProps) {
  const { attemptId, environmentId, nodes, webUis, terminals } = props;
  const list = useRef<HTMLDivElement>(null);
  const visited = useRef(new Set<string>());
  const hostOf = useHosts();
  const [typing, setTyping] = useState(false);
  const [renaming, setRenaming] = useState<string | null>(null);
  const titles = new Map(nodes.map((node) => [node.name, node.title]));
  const labels = new Map(terminals.tabs.map((tab) => [keyOf(tab), labelOf(tab, titles)]));
  const layouts = layoutsOf(terminals);
  const front = terminals.active === null ? undefined : layoutOf(terminals, terminals.active);
  const shown = front === undefined ? [] : keysIn(front);
  for (const key of [...shown, terminals.active ?? '']) visited.current.add(key);
  const active = terminals.tabs.find((tab) => keyOf(tab) === terminals.active);
  const page = webUis.find((ui) => webKeyOf(ui.name) === terminals.active);
  const leave = () => list.current?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();

  const terminalOf = (tab: TerminalTab, key: string) =>
    terminals.ownWindows.keys.has(key) ? (
      <InOwnWindow
        onGo={() => terminals.ownWindows.open(tab)}
        onTakeBack={() => {
          terminals.ownWindows.takeBack(key);
          terminals.enter(key);
        }}
      />
    ) : (
      <Suspense fallback={<Opening />}>
        <TerminalPane
          key={environmentId}
          attemptId={attemptId}
          node={tab.node}
          number={tab.number}
          tabKey={key}
          label={`Terminal ${tab.number} on ${titles.get(tab.node) ?? tab.node}`}
          visible={shown.includes(key)}
          handles={terminals.handles}
          onLeave={leave}
          onGo={(side) => terminals.go(key, side)}
        />
      </Suspense>
    );

  return (
    <Tabs.Root
      value={front === undefined ? terminals.active : tabValueOf(front)}
      onValueChange={(value: string) => {
        const layout = layoutOf(terminals, value);
        terminals.select(layout === undefined ? value : terminals.frontOf(layout));
      }}
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
          {layouts.map((layout) => (
            <TabHandle
              key={tabValueOf(layout)}
              layout={layout}
              labels={labels}
              only={layouts.length === 1}
              terminals={terminals}
              renaming={renaming}
              onRename={setRenaming}
            />
          ))}
          {webUis.map((ui) => (
            <WebTabHandle key={ui.name} ui={ui} />
          ))}
        </Tabs.List>
        <div className="flex flex-1 items-center gap-0.5 pl-1">
          <NewTerminal nodes={nodes} terminals={terminals} />
          <span className="ml-auto" />
          {active === undefined ? null : (
            <SplitMenu tab={active} nodes={nodes} titles={titles} terminals={terminals} />
          )}
          <TerminalMenu tab={active} terminals={terminals} onRename={setRenaming} />
        </div>
      </div>
      {layouts.map((layout) => (
        <Tabs.Panel
          key={tabValueOf(layout)}
          value={tabValueOf(layout)}
          keepMounted
          tabIndex={-1}
          className="min-h-0 flex-1 outline-none"
        >
          <SplitView
            attemptId={attemptId}
            layout={layout}
            labels={labels}
            terminals={terminals}
            hostOf={hostOf}
          />
        </Tabs.Panel>
      ))}
      {terminals.tabs.map((tab) => {
        const key = keyOf(tab);
        if (!visited.current.has(key)) return null;
        return createPortal(terminalOf(tab, key), hostOf(key), key);
      })}
      {webUis.map((ui) => {
        const key = webKeyOf(ui.name);
        return (
          <Tabs.Panel key={key} value={key} keepMounted tabIndex={-1} className="min-h-0 flex-1 outline-none">
            {visited.current.has(key) ? <WebPane key={environmentId} attemptId={attemptId} ui={ui} /> : null}
          </Tabs.Panel>
        );
      })}
      <StatusBar
        node={nodes.find((each) => each.name === active?.node)}
        page={page?.title}
        typing={typing}
        typist={props.typist}
      />
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
