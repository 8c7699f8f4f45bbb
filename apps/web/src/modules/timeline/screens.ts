import type { ItemOf, TimelineItem } from '@springboard/contracts/timeline.ts';

/** A terminal's recording, and the moment to show of it, in ms since the epoch. */
export interface Screen {
  readonly terminal: ItemOf<'terminal'>;
  readonly at: number;
}

/** So many terminals are offered: those that were written to last. */
const mostScreens = 3;

/**
 * What stood on the terminals when something happened, the one that was at work last first. A recording that ended before shows its last screen: an open
 * terminal in which nothing is printed writes nothing.
 */
export function screensAt(items: readonly TimelineItem[], item: TimelineItem): Screen[] {
  const at = Date.parse(item.kind === 'check' && item.until !== null ? item.until : item.at);
  const environmentId = item.kind === 'check' ? item.environmentId : null;
  return items
    .filter((one): one is ItemOf<'terminal'> => one.kind === 'terminal')
    .filter(
      (one) => Date.parse(one.at) <= at && (environmentId === null || one.environmentId === environmentId),
    )
    .map((terminal) => ({ terminal, last: Math.min(at, Date.parse(terminal.until ?? terminal.at)) }))
    .toSorted((a, b) => b.last - a.last || Date.parse(b.terminal.at) - Date.parse(a.terminal.at))
    .slice(0, mostScreens)
    .map(({ terminal }) => ({ terminal, at }));
}
