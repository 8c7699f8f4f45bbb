import { z } from 'zod';
import { type Direction, keepOnly, keysIn, type Layout, type Split, SplitShape, splitAt } from './splits.ts';

/** Most terminals one attempt may have open at once; the gateway allows as many shells per connection. */
export const maxTerminals = 8;

const Tab = z.object({
  node: z.string(),
  number: z.number().int().min(1).max(maxTerminals),
  /** Given by the person; null = named after its node. */
  name: z.string().max(40).nullable(),
});
/**
 * `active`: key of the terminal or web UI in front. `splits`: which terminals share a tab, and how they lie in it; one that is in none
 * has a tab of its own.
 */
const Tabs = z.object({
  tabs: z.array(Tab).max(maxTerminals),
  active: z.string().nullable(),
  splits: z.array(SplitShape).max(maxTerminals).default([]),
});

/** One terminal: the shell `number` on `node`. The same pair always means the same shell. */
export type TerminalTab = z.infer<typeof Tab>;
export type TerminalTabs = z.infer<typeof Tabs>;

export function keyOf(tab: Pick<TerminalTab, 'node' | 'number'>): string {
  return `${tab.node}#${tab.number}`;
}

/** Where this browser remembers the tabs of an attempt. */
export function storageKeyOf(attemptId: string): string {
  return `springboard.terminals.${attemptId}`;
}

/** Key of a web UI's tab, beside those of terminals. */
export function webKeyOf(name: string): string {
  return `web:${name}`;
}

/** Value of a tab by what it shows; a web UI's is its key. */
export function tabValueOf(layout: Layout): string {
  return keysIn(layout)[0] ?? '';
}

/** What the tab says: the given name, else the node, with the number from the second terminal on. */
export function labelOf(tab: TerminalTab, titles: ReadonlyMap<string, string>): string {
  if (tab.name !== null) return tab.name;
  const title = titles.get(tab.node) ?? tab.node;
  return tab.number === 1 ? title : `${title} · ${tab.number}`;
}

/** One terminal per node, the first in front. */
export function initialTabs(nodes: readonly string[]): TerminalTabs {
  const tabs = nodes.slice(0, maxTerminals).map((node) => ({ node, number: 1, name: null }));
  return { tabs, active: tabs[0] === undefined ? null : keyOf(tabs[0]), splits: [] };
}

/** What was open last time, as far as it still makes sense; else one terminal per node. */
export function restoreTabs(
  stored: string | null,
  nodes: readonly string[],
  webUis: readonly string[] = [],
): TerminalTabs {
  if (stored === null) return initialTabs(nodes);
  const parsed = Tabs.safeParse(parseJson(stored));
  if (!parsed.success) return initialTabs(nodes);
  const seen = new Set<string>();
  const tabs = parsed.data.tabs.filter((tab) => {
    const key = keyOf(tab);
    if (!nodes.includes(tab.node) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  if (tabs.length === 0) return initialTabs(nodes);
  const splits = withoutStrangers(parsed.data.splits, seen);
  for (const name of webUis) seen.add(webKeyOf(name));
  const active = parsed.data.active !== null && seen.has(parsed.data.active) ? parsed.data.active : null;
  return { tabs, active: active ?? keyOf(tabs[0] as TerminalTab), splits };
}

/** What is left of splits where terminals of theirs are gone, or were named twice. */
function withoutStrangers(splits: readonly Split[], keys: ReadonlySet<string>): Split[] {
  const placed = new Set<string>();
  return splitsOf(
    splits.map((split) => keepOnly(split, (key) => keys.has(key) && !placed.has(key) && !!placed.add(key))),
  );
}

function splitsOf(layouts: readonly (Layout | null)[]): Split[] {
  return layouts.filter((layout) => layout !== null && typeof layout === 'object');
}

/** What each tab shows, in the tabs' order: that of the terminal that was opened first in each. */
export function layoutsOf({ tabs, splits }: TerminalTabs): Layout[] {
  const layouts = tabs.map(keyOf).map((key) => splits.find((split) => keysIn(split).includes(key)) ?? key);
  return [...new Set(layouts)];
}

/** What the tab with the terminal `key` shows. */
export function layoutOf(state: TerminalTabs, key: string): Layout | undefined {
  return layoutsOf(state).find((layout) => keysIn(layout).includes(key));
}

/** A further terminal on `node`, in front; unchanged when there is no room for one more. */
export function openTab(state: TerminalTabs, node: string): TerminalTabs {
  if (state.tabs.length >= maxTerminals) return state;
  const taken = new Set(state.tabs.filter((tab) => tab.node === node).map((tab) => tab.number));
  let number = 1;
  while (taken.has(number)) number += 1;
  const tab = { node, number, name: null };
  return { ...state, tabs: [...state.tabs, tab], active: keyOf(tab) };
}

/** A terminal beside `key` in its tab: a further one on `node`, or the one of key `moved`, which leaves its own place. In front afterwards. */
export function splitTab(
  state: TerminalTabs,
  key: string,
  direction: Direction,
  what: { readonly node: string } | { readonly moved: string },
): TerminalTabs {
  const opened = 'node' in what ? openTab(state, what.node) : { ...state, active: what.moved };
  const added = opened.active;
  if (added === null || added === key || (opened === state && 'node' in what)) return state;
  const alone = apart(opened, added);
  const layout = layoutOf(alone, key);
  if (layout === undefined) return state;
  return {
    ...alone,
    splits: splitsOf([
      ...alone.splits.filter((split) => split !== layout),
      splitAt(layout, key, direction, added),
    ]),
  };
}

/** With a tab of its own for the terminal `key`, in front. */
export function unsplitTab(state: TerminalTabs, key: string): TerminalTabs {
  return { ...apart(state, key), active: key };
}

function apart(state: TerminalTabs, key: string): TerminalTabs {
  return { ...state, splits: splitsOf(state.splits.map((split) => keepOnly(split, (each) => each !== key))) };
}

/** Without the terminal of that key; what lies beside it in its tab comes to the front, else the tab beside it. The last terminal stays. */
export function closeTab(state: TerminalTabs, key: string): TerminalTabs {
  const index = state.tabs.findIndex((tab) => keyOf(tab) === key);
  if (index === -1 || state.tabs.length === 1) return state;
  const tabs = state.tabs.toSpliced(index, 1);
  const left = { ...apart(state, key), tabs };
  if (state.active !== key) return left;
  const shared = layoutOf(state, key);
  const keys = shared === undefined ? [] : keysIn(shared);
  const beside = keys.length > 1 ? keys : state.tabs.map(keyOf);
  const at = beside.indexOf(key);
  return { ...left, active: beside[at + 1] ?? beside[at - 1] ?? null };
}

/** With a name; an empty one gives the node's name back. */
export function renameTab(state: TerminalTabs, key: string, name: string): TerminalTabs {
  const given = name.trim().slice(0, 40);
  const tabs = state.tabs.map((tab) =>
    keyOf(tab) === key ? { ...tab, name: given === '' ? null : given } : tab,
  );
  return { ...state, tabs };
}

/** The terminal a command for `node` goes to: the one in front if it is on that node, else the node's first. */
export function tabFor(state: TerminalTabs, node: string): TerminalTab | undefined {
  const there = state.tabs.filter((tab) => tab.node === node);
  return there.find((tab) => keyOf(tab) === state.active) ?? there[0];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
