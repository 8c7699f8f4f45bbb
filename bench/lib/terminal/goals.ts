import { type Goal, quantile } from '../measure.ts';
import { floorName, type Samples } from './samples.ts';

const ours = 'springboard';
const peers = ['wetty', 'ttyd'];

/** Milliseconds that an echo may take longer than plain ssh2's. */
const overFloor = { median: 1, p99: 5 };
const interruptMs = 200;
const ofXtermAlone = 0.5;
const manyEchoMs = 20;
export const emptyBytes = 600_000;
export const fullBytes = 3_000_000;

/** Within so much of the floor, and ahead of each peer that took part. */
export function echoGoals(when: string, samples: Samples): Goal[] {
  const own = samples.of(ours);
  const floor = samples.of(floorName);
  const goals: Goal[] = (['median', 'p99'] as const).map((name) => {
    const part = name === 'median' ? 0.5 : 0.99;
    return {
      what: `echo, ${when}: ${name} over plain ssh2's`,
      value: quantile(own, part) - quantile(floor, part),
      atMost: overFloor[name],
      unit: 'ms',
    };
  });
  for (const peer of peers) {
    const theirs = samples.of(peer);
    if (theirs.length === 0) continue;
    for (const [name, part] of [
      ['median', 0.5],
      ['p99', 0.99],
    ] as const)
      goals.push({
        what: `echo, ${when}: ${name}, ahead of ${peer}`,
        value: quantile(own, part),
        atMost: quantile(theirs, part),
        unit: 'ms',
      });
  }
  return goals;
}

export const interruptGoal = (samples: Samples): Goal => ({
  what: 'Ctrl-C during `yes` to the prompt: worst',
  value: Math.max(...samples.of(ours)),
  atMost: interruptMs,
  unit: 'ms',
});

/** Both in bytes per second. */
export const browserGoal = (own: number, alone: number): Goal => ({
  what: 'throughput in Chromium over that of xterm.js alone',
  value: own / alone,
  atLeast: ofXtermAlone,
  unit: '×',
});

export const manyGoal = (terminals: number, echoesMs: readonly number[]): Goal => ({
  what: `echo with ${terminals} terminals in one process: p99`,
  value: quantile(echoesMs, 0.99),
  atMost: manyEchoMs,
  unit: 'ms',
});

export const memoryGoal = (screen: string, bytes: number, most: number): Goal => ({
  what: `memory of an idle terminal, ${screen}`,
  value: Math.round(bytes / 1000),
  atMost: most / 1000,
  unit: 'kB',
});
