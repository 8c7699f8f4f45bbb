/**
 * What the reconciler of this process has set right since the process began, by name and by what of it: for metrics. Numbers only rise.
 * `orphans`: removed from the engine. `lost`: gone from it. `revived`: environments whose nodes had stopped. `aligned`: frozen or thawed,
 * since the row said otherwise. `forgotten`: work given out again, by state. `stopped`: nodes that held
 * too much of the host's kernel, by what it was; their environments end. `failures`: of any of these, and of whole steps of a pass by
 * their names, tried again at the next look.
 */
export const counters = {
  orphans: { environment: 0, 'save-point': 0 },
  lost: { environment: 0, 'save-point': 0 },
  revived: { environment: 0 },
  aligned: { frozen: 0, thawed: 0 },
  forgotten: {},
  paused: { idle: 0 },
  ended: { expired: 0, 'paused-too-long': 0, unowned: 0 },
  stopped: { neighbours: 0, routes: 0, namespaces: 0 },
  failures: { orphan: 0, 'save-point': 0, revive: 0, align: 0 },
} satisfies Record<string, Record<string, number>> as Readonly<Record<CounterName, Record<string, number>>>;

export type CounterName =
  | 'orphans'
  | 'lost'
  | 'revived'
  | 'aligned'
  | 'forgotten'
  | 'paused'
  | 'ended'
  | 'stopped'
  | 'failures';

/** The latest look of this process's reconciler; another process may have had a later one. */
export const lastReconcile: {
  /** When one ended last in which no step failed; null before the first. */
  at: Date | null;
  durationMs: number;
  /** Whether the engine answered. */
  engine: boolean;
} = { at: null, durationMs: 0, engine: true };

export function count(name: CounterName, what: string): void {
  counters[name][what] = (counters[name][what] ?? 0) + 1;
}
