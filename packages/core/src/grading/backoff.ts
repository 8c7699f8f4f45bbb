/**
 * Pause before the next run of checks by time since the last activity, in milliseconds. Steps of 1, 1, 1.5, 2, 2 s
 * follow a keystroke; up to a minute every 2 s, since a cluster settles in that time and a task is to tick within 3 s
 * of it; then ever more rarely.
 */
const steps: readonly { readonly untilMs: number; readonly pauseMs: number }[] = [
  { untilMs: 2_000, pauseMs: 1_000 },
  { untilMs: 3_500, pauseMs: 1_500 },
  { untilMs: 60_000, pauseMs: 2_000 },
  { untilMs: 120_000, pauseMs: 3_000 },
  { untilMs: 240_000, pauseMs: 5_000 },
  { untilMs: 360_000, pauseMs: 10_000 },
  { untilMs: 600_000, pauseMs: 15_000 },
];

/** The longest pause there is. */
export const longestPauseMs = Math.max(...steps.map((step) => step.pauseMs));

/** When to look again; null when the learner has been quiet for ten minutes. */
export function nextPause(sinceActivityMs: number): number | null {
  return steps.find((step) => sinceActivityMs < step.untilMs)?.pauseMs ?? null;
}

/**
 * Least time between the starts of two runs that activity asks for. Output that comes by itself (`watch`, `top`) asks
 * more rarely, yet often enough that a task ticks within 3 s of what the learner watches for.
 */
export const leastGapMs = { 'output-quiet': 700, 'output-flowing': 2_000 } as const;

/** How far into the back-off each kind puts an attempt: output that comes by itself does not begin it anew, but keeps it at the steps of 2 s. */
export const backoffFromMs = { 'output-quiet': 0, 'output-flowing': 3_500 } as const;
