import type { NodeView } from '@springboard/contracts/environments.ts';
import type { WebUiView } from '@springboard/contracts/web-uis.ts';
import type { Side } from '@springboard/terminal/browser/keys.ts';
import { notify } from '@springboard/ui/notices.tsx';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { browserStorage } from '../../components/browser-storage.ts';
import { createHandles, type Handles } from './handles.ts';
import { type Direction, keyBeside, keysIn, type Layout } from './splits.ts';
import {
  closeTab,
  keyOf,
  layoutOf,
  openTab,
  renameTab,
  restoreTabs,
  splitTab,
  storageKeyOf,
  type TerminalTabs,
  tabFor,
  unsplitTab,
} from './tabs.ts';
import { type OwnWindows, useOwnWindows } from './use-own-windows.ts';

export interface Terminals extends TerminalTabs {
  readonly handles: Handles;
  readonly ownWindows: OwnWindows;
  readonly select: (key: string) => void;
  /** Of the terminals of a tab the one that was in front last. */
  readonly frontOf: (layout: Layout) => string;
  readonly open: (node: string) => void;
  readonly close: (key: string) => void;
  readonly rename: (key: string, name: string) => void;
  /** Puts a new terminal on `node`, or the terminal `moved`, beside or below the one of `key`, and the focus into it. */
  readonly split: (
    key: string,
    direction: Direction,
    what: { readonly node: string } | { readonly moved: string },
  ) => void;
  /** Gives the terminal of a shared tab a tab of its own. */
  readonly unsplit: (key: string) => void;
  /** Puts the focus into the terminal on that side of `key` within its tab; false when there is none. */
  readonly go: (key: string, side: Side) => boolean;
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
  const storageKey = storageKeyOf(attemptId);
  const [chosen, setChosen] = useState<TerminalTabs | null>(null);
  const [handles] = useState(createHandles);
  const pages = useMemo(() => webUis.map((ui) => ui.name), [webUis]);
  const stored = useMemo(
    () => restoreTabs(browserStorage.getItem(storageKey), names, pages),
    [storageKey, names, pages],
  );
  const state = chosen ?? stored;
  const latest = useRef(state);
  latest.current = state;
  const ownWindows = useOwnWindows(attemptId);
  /** Keys of the terminals that were in front, the last one first. */
  const recent = useRef<readonly string[]>([]);
  const { active: front } = state;
  if (front !== null && isTerminal(state) && recent.current[0] !== front) {
    recent.current = [front, ...recent.current.filter((key) => key !== front)];
  }

  const change = useCallback((next: (state: TerminalTabs) => TerminalTabs) => {
    latest.current = next(latest.current);
    setChosen(latest.current);
  }, []);

  useEffect(() => {
    if (chosen !== null) browserStorage.setItem(storageKey, JSON.stringify(chosen));
  }, [chosen, storageKey]);

  return useMemo(() => {
    const select = (key: string) => change((current) => ({ ...current, active: key }));
    const focus = () => {
      const { tabs, active } = latest.current;
      if (isTerminal(latest.current)) {
        if (active !== null) handles.get(active)?.focus();
        return;
      }
      const before =
        recent.current.find((key) => tabs.some((tab) => keyOf(tab) === key)) ?? tabs.map(keyOf)[0];
      if (before !== undefined) enter(before);
    };
    const enter = (key: string) => {
      if (latest.current.active !== key) select(key);
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
      // A terminal in a window of its own is left to whoever types there.
      const here = latest.current.tabs.filter((tab) => !ownWindows.keys.has(keyOf(tab)));
      const tab = tabFor({ ...latest.current, tabs: here }, node);
      if (tab === undefined) change((current) => openTab(current, node));
      else select(keyOf(tab));
      const key = latest.current.active;
      try {
        const there = latest.current.tabs.find((each) => keyOf(each) === key);
        if (key === null || there?.node !== node || ownWindows.keys.has(key))
          throw new Error(`There is no room for one more terminal on ${node}. Close another one first.`);
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
      ownWindows,
      select,
      frontOf: (layout) => {
        const keys = keysIn(layout);
        return recent.current.find((key) => keys.includes(key)) ?? keys[0] ?? '';
      },
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
      split: (key, direction, what) => {
        change((current) => splitTab(current, key, direction, what));
        if (latest.current.active !== null) enter(latest.current.active);
      },
      unsplit: (key) => {
        change((current) => unsplitTab(current, key));
        enter(key);
      },
      go: (key, side) => {
        const layout = layoutOf(latest.current, key);
        const beside = layout === undefined ? undefined : keyBeside(layout, key, side);
        if (beside !== undefined) enter(beside);
        return beside !== undefined;
      },
    };
  }, [state, handles, ownWindows, change]);
}

function isTerminal({ tabs, active }: TerminalTabs): boolean {
  return tabs.some((tab) => keyOf(tab) === active);
}

function panelOf(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-terminal-panel="${CSS.escape(key)}"]`);
}
