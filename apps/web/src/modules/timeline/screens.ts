import type { ItemOf, TimelineItem } from '@springboard/contracts/timeline.ts';

/** A terminal's recording, and the moment to show of it, in ms since the epoch. */
export interface Screen {
  readonly terminal: ItemOf<'terminal'>;
  readonly at: number;
}

/** So many terminals are offered: those that were written to last. */
const mostScreens = 3;
/** A terminal that nothing was printed in for longer, before something that does not say where it happened, has nothing to do with it. */
const longestSilenceMs = 30 * 60_000;

/** What has a screen: what a learner did, or met. */
const withScreen: ReadonlySet<TimelineItem['kind']> = new Set([
  'check',
  'passed',
  'hint',
  'quiz',
  'work',
  'breach',
  'remark',
  'fault',
  'save-point',
]);

/**
 * What stood on the terminals when something happened, the one that was at work last first. A recording that ended before shows its last screen: an open
 * terminal in which nothing is printed writes nothing.
 */
export function screensAt(items: readonly TimelineItem[], item: TimelineItem): Screen[] {
  if (!withScreen.has(item.kind)) return [];
  const at = Date.parse(item.kind === 'check' && item.until !== null ? item.until : item.at);
  const environmentId = item.kind === 'check' ? item.environmentId : null;
  const screens = items
    .filter((one): one is ItemOf<'terminal'> => one.kind === 'terminal' && Date.parse(one.at) <= at)
    .map((terminal) => ({ terminal, last: Math.min(at, Date.parse(terminal.until ?? terminal.at)) }))
    .filter(({ terminal, last }) =>
      environmentId === null ? at - last <= longestSilenceMs : terminal.environmentId === environmentId,
    )
    .toSorted((a, b) => b.last - a.last || Date.parse(b.terminal.at) - Date.parse(a.terminal.at));
  // Of a shell that was opened again only the newer recording is a screen.
  const newest = new Map(screens.toReversed().map((screen) => [shellOf(screen.terminal), screen]));
  return screens
    .filter((screen) => newest.get(shellOf(screen.terminal)) === screen)
    .slice(0, mostScreens)
    .map(({ terminal }) => ({ terminal, at }));
}

function shellOf({ node, number }: ItemOf<'terminal'>): string {
  return `${node} ${number}`;
}
