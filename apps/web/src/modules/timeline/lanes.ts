import { shellWords } from '@springboard/contracts/recordings.ts';
import type { TimelineItem, TimelineKind, TimelineView } from '@springboard/contracts/timeline.ts';

export const lanes = ['environment', 'saves', 'terminals', 'checks', 'tasks', 'help', 'invariants'] as const;
export type Lane = (typeof lanes)[number];

export const laneWords: Readonly<Record<Lane, string>> = {
  environment: 'Environment',
  saves: 'Save points',
  terminals: 'Terminals',
  checks: 'Checks',
  tasks: 'Tasks',
  help: 'Hints and remarks',
  invariants: 'Must hold',
};

const laneOfKind: Readonly<Record<TimelineKind, Lane>> = {
  attempt: 'environment',
  stage: 'environment',
  state: 'environment',
  'save-point': 'saves',
  terminal: 'terminals',
  check: 'checks',
  passed: 'tasks',
  fault: 'tasks',
  quiz: 'tasks',
  work: 'tasks',
  hint: 'help',
  remark: 'help',
  breach: 'invariants',
};

export function laneOf(item: TimelineItem): Lane {
  return item.kind === 'state' && item.state === 'rewinding' ? 'saves' : laneOfKind[item.kind];
}

/** What a reader wants to see. */
export interface Filter {
  readonly lanes: ReadonlySet<Lane>;
  /** Of the checks only those that did not pass. */
  readonly failures: boolean;
}

export const everything: Filter = { lanes: new Set(lanes), failures: false };

export function isShown(item: TimelineItem, filter: Filter): boolean {
  if (!filter.lanes.has(laneOf(item))) return false;
  return !(filter.failures && item.kind === 'check' && item.verdict === 'pass');
}

/** The lanes that have something in them, in their order. */
export function lanesWith(items: readonly TimelineItem[]): Lane[] {
  const used = new Set(items.map(laneOf));
  return lanes.filter((lane) => used.has(lane));
}

/** One line of the chart. */
export interface Row {
  readonly key: string;
  readonly lane: Lane;
  readonly label: string;
  readonly items: readonly TimelineItem[];
}

/** Lanes as lines: a line for each terminal and for the checks of each task, one for each other lane that has something in it. */
export function rowsOf({ tasks }: Pick<TimelineView, 'tasks'>, items: readonly TimelineItem[]): Row[] {
  const rows = new Map<string, { lane: Lane; label: string; place: number; items: TimelineItem[] }>();
  for (const item of items) {
    const lane = laneOf(item);
    const { key, label, place } = lineOf(item, lane, tasks);
    const row = rows.get(key) ?? { lane, label, place, items: [] };
    row.items.push(item);
    rows.set(key, row);
  }
  return [...rows]
    .map(([key, row]) => ({ key, ...row }))
    .toSorted(
      (a, b) =>
        lanes.indexOf(a.lane) - lanes.indexOf(b.lane) || a.place - b.place || (a.key < b.key ? -1 : 1),
    );
}

function lineOf(item: TimelineItem, lane: Lane, tasks: TimelineView['tasks']) {
  if (item.kind === 'terminal') {
    const label = `${item.node}, ${shellWords(item.number)}`;
    return { key: `terminal ${item.node} ${item.number}`, label, place: item.number };
  }
  if (item.kind === 'check') {
    const place = tasks.findIndex(({ id }) => id === item.taskId);
    const title = tasks[place]?.title ?? item.taskId;
    return { key: `check ${item.taskId}`, label: place < 0 ? title : `${place + 1}. ${title}`, place };
  }
  return { key: lane, label: laneWords[lane], place: 0 };
}
