/** A part of an image's build. */
export interface Step {
  readonly image: string;
  /** Stable name, under which its duration is remembered. */
  readonly key: StepKey;
  /** For people: what is being done. */
  readonly title: string;
}

export type StepKey =
  | 'debian'
  | 'unpack'
  | 'packages'
  | 'provision'
  | 'cache'
  | 'pack-builder'
  | 'bootstrap'
  | 'pack'
  | 'import'
  | 'warm';

/** Seconds by `image/step`, as measured in earlier builds. */
export type Durations = Readonly<Record<string, number>>;

/**
 * Seconds that a step takes where it was never measured: from builds on 2 cores, Debian 12, with an archive mirror
 * near by.
 */
const TYPICAL_SECONDS: Record<StepKey, number> = {
  debian: 35,
  unpack: 3,
  packages: 35,
  provision: 3,
  cache: 4,
  'pack-builder': 5,
  bootstrap: 40,
  pack: 4,
  import: 3,
  warm: 5,
};

/** How far a build is, as pages and consoles show it. */
export interface ImageProgress {
  readonly image: string;
  /** What is being done, for people. */
  readonly step: string;
  /** The image is the `number`th of `count`. */
  readonly number: number;
  readonly count: number;
  /** Of the whole build, 0 to 1; never goes back. */
  readonly fraction: number;
  /** Estimate for the rest of the whole build. */
  readonly secondsLeft: number;
  /** Last line that the step printed. */
  readonly lastLine: string;
}

export function expectedSeconds(step: Step, durations: Durations): number {
  return Math.max(durations[`${step.image}/${step.key}`] ?? TYPICAL_SECONDS[step.key], 0.1);
}

/**
 * Fraction and time left when `index` steps are done and the next has run for `elapsed` seconds. A step that takes
 * longer than expected comes ever nearer to its end but never reaches it.
 * @param pace how many times longer than expected steps take today, see `measuredPace`
 */
export function estimate(
  expected: readonly number[],
  index: number,
  elapsed: number,
  pace = 1,
): { fraction: number; secondsLeft: number } {
  const total = expected.reduce((sum, seconds) => sum + seconds, 0);
  if (total === 0 || index >= expected.length) return { fraction: 1, secondsLeft: 0 };
  const before = expected.slice(0, index).reduce((sum, seconds) => sum + seconds, 0);
  const current = expected[index] ?? 0;
  // Linear to 80 % of the step, then a curve towards its end.
  const linear = elapsed / (current * pace);
  const share = linear <= 0.8 ? linear : 1 - 0.2 * Math.exp(-(linear - 0.8) / 0.2);
  const secondsLeft = pace * (total - before - share * current);
  return { fraction: (before + share * current) / total, secondsLeft: Math.max(1, Math.round(secondsLeft)) };
}

/** Expected seconds that weigh against the first measurements, so that one odd step does not decide. */
const PRIOR_SECONDS = 15;

/** How many times longer than expected finished steps took: a busy or slow machine shows early. */
export function measuredPace(expected: readonly number[], taken: readonly number[]): number {
  const actual = taken.reduce((sum, seconds) => sum + seconds, PRIOR_SECONDS);
  const planned = expected.slice(0, taken.length).reduce((sum, seconds) => sum + seconds, PRIOR_SECONDS);
  return actual / planned;
}
