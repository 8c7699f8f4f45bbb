import type { NodeView } from '@springboard/contracts/environments.ts';
import type { WebUiView } from '@springboard/contracts/web-uis.ts';
import { notify } from '@springboard/ui/notices.tsx';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createHandles, type Handles } from './handles.ts';
import { closeTab, keyOf, openTab, renameTab, restoreTabs, type TerminalTabs, tabFor } from './tabs.ts';

export interface Terminals extends TerminalTabs {
  readonly handles: Handles;
  readonly select: (key: string) => void;
  readonly open: (node: string) => void;
  readonly close: (key: string) => void;
  readonly rename: (key: string, name: string) => void;
  /** Types a command into a terminal of the node and presses Enter, at most once. */
  readonly run: (node: string, text: string) => Promise<void>;
  /** Into the terminal in front, or the last that was, when a web page is. */
  readonly focus: () => void;
  /** Tries all of them at once, where something kept them from their shells that is over now. */
  readonly reconnect: () => void;
  /** `enter` for the tab in front. */
  readonly enterActive: () => void;
  /** Puts the focus into the terminal of a tab, as soon as it is there and unless the person has gone elsewhere. */
  readonly enter: (key: string) => void;
}

/** The tabs of an attempt: which terminals are open, which tab is in front; remembered in this browser. */
export function useTerminals(
  attemptId: string,
  nodes: readonly NodeView[],
  webUis: readonly WebUiView[],
): Terminals {
  const names = useMemo(() => nodes.filter((node) => node.terminal).map((node) => node.name), [nodes]);
  const storageKey = `springboard.terminals.${attemptId}`;
  const [chosen, setChosen] = useState<TerminalTabs | null>(null);
  const [handles] = useState(createHandles);
  const pages = useMemo(() => webUis.map((ui) => ui.name), [webUis]);
  const stored = useMemo(() => restoreTabs(read(storageKey), names, pages), [storageKey, names, pages]);
  const state = chosen ?? stored;
  const latest = useRef(state);
  latest.current = state;
  /** The terminal that was in front last. */
  const lastTerminal = useRef<string | null>(null);
  if (isTerminal(state)) lastTerminal.current = state.active;

  const change = useCallback((next: (state: TerminalTabs) => TerminalTabs) => {
    latest.current = next(latest.current);
    setChosen(latest.current);
  }, []);

  useEffect(() => {
    if (chosen !== null) write(storageKey, JSON.stringify(chosen));
  }, [chosen, storageKey]);

  return useMemo(() => {
    const select = (key: string) => change((current) => ({ ...current, active: key }));
    const focus = () => {
      const { tabs, active } = latest.current;
      if (isTerminal(latest.current)) {
        if (active !== null) handles.get(active)?.focus();
        return;
      }
      const before = tabs.find((tab) => keyOf(tab) === lastTerminal.current) ?? tabs[0];
      if (before === undefined) return;
      select(keyOf(before));
      enter(keyOf(before));
    };
    const enter = (key: string) => {
      const wanted = () => latest.current.active === key && document.activeElement?.tagName !== 'INPUT';
      // After the frame: a menu that closes gives the focus back to its button first.
      requestAnimationFrame(() => {
        // Until the terminal is there its panel takes the keys, which are not meant for the page.
        if (wanted() && handles.get(key) === undefined) panelOf(key)?.focus();
        handles.whenMounted(key).then(
          (handle) => {
            if (wanted()) handle.focus();
          },
          // The panel says itself why there is no terminal.
          () => undefined,
        );
      });
    };
    const run = async (node: string, text: string) => {
      const tab = tabFor(latest.current, node);
      if (tab === undefined) change((current) => openTab(current, node));
      else select(keyOf(tab));
      const key = latest.current.active;
      try {
        if (key === null) throw new Error(`There is no terminal on ${node}.`);
        const handle = await handles.whenMounted(key);
        const result = await handle.run(crypto.randomUUID(), text);
        if (result.outcome === 'not-run')
          notify({ tone: 'bad', title: 'The command was not run', detail: result.text });
        handle.focus();
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        notify({ tone: 'bad', title: 'The command was not run', detail });
      }
    };
    return {
      ...state,
      handles,
      select,
      focus,
      enter,
      enterActive: () => {
        if (latest.current.active !== null && isTerminal(latest.current)) enter(latest.current.active);
      },
      reconnect: () => {
        for (const handle of handles.all()) handle.reconnect();
      },
      run,
      open: (node) => {
        change((current) => openTab(current, node));
        if (latest.current.active !== null) enter(latest.current.active);
      },
      close: (key) => change((current) => closeTab(current, key)),
      rename: (key, name) => change((current) => renameTab(current, key, name)),
    };
  }, [state, handles, change]);
}

function isTerminal({ tabs, active }: TerminalTabs): boolean {
  return tabs.some((tab) => keyOf(tab) === active);
}

function panelOf(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-terminal-panel="${CSS.escape(key)}"]`);
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is closed to us: the tabs then last as long as the page.
  }
}
