import { z } from 'zod';

/** Most terminals one attempt may have open at once; the gateway allows as many shells per connection. */
export const maxTerminals = 8;

const Tab = z.object({
  node: z.string(),
  number: z.number().int().min(1).max(maxTerminals),
  /** Given by the person; null = named after its node. */
  name: z.string().max(40).nullable(),
});
/** `active`: key of the tab in front, a terminal's or a web UI's. */
const Tabs = z.object({ tabs: z.array(Tab).max(maxTerminals), active: z.string().nullable() });

/** One terminal: the shell `number` on `node`. The same pair always means the same shell. */
export type TerminalTab = z.infer<typeof Tab>;
export type TerminalTabs = z.infer<typeof Tabs>;

export function keyOf(tab: Pick<TerminalTab, 'node' | 'number'>): string {
  return `${tab.node}#${tab.number}`;
}

/** Key of a web UI's tab, beside those of terminals. */
export function webKeyOf(name: string): string {
  return `web:${name}`;
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
  return { tabs, active: tabs[0] === undefined ? null : keyOf(tabs[0]) };
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
  for (const name of webUis) seen.add(webKeyOf(name));
  const active = parsed.data.active !== null && seen.has(parsed.data.active) ? parsed.data.active : null;
  return { tabs, active: active ?? keyOf(tabs[0] as TerminalTab) };
}

/** A further terminal on `node`, in front; unchanged when there is no room for one more. */
export function openTab(state: TerminalTabs, node: string): TerminalTabs {
  if (state.tabs.length >= maxTerminals) return state;
  const taken = new Set(state.tabs.filter((tab) => tab.node === node).map((tab) => tab.number));
  let number = 1;
  while (taken.has(number)) number += 1;
  const tab = { node, number, name: null };
  return { tabs: [...state.tabs, tab], active: keyOf(tab) };
}

/** Without the tab of that key; its neighbour comes to the front. The last tab stays. */
export function closeTab(state: TerminalTabs, key: string): TerminalTabs {
  const index = state.tabs.findIndex((tab) => keyOf(tab) === key);
  if (index === -1 || state.tabs.length === 1) return state;
  const tabs = state.tabs.toSpliced(index, 1);
  if (state.active !== key) return { ...state, tabs };
  const neighbour = tabs[Math.min(index, tabs.length - 1)];
  return { tabs, active: neighbour === undefined ? null : keyOf(neighbour) };
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
