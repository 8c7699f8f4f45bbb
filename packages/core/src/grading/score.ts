export interface TaskResult {
  readonly points: number;
  readonly checks: readonly { readonly weight: number; readonly passed: boolean }[];
  /** Costs of the hints that were opened, in points. */
  readonly hintCosts: readonly number[];
}

/** The task's points × the share of its check weights that passed, less what hints cost, never under zero; to 0.01. */
export function scoreTask({ points, checks, hintCosts }: TaskResult): number {
  const total = sum(checks.map((check) => check.weight));
  const passed = sum(checks.filter((check) => check.passed).map((check) => check.weight));
  if (total === 0) return 0;
  return rounded(Math.max(0, (points * passed) / total - sum(hintCosts)));
}

/** The attempt's score: the sum over its tasks. */
export function scoreAttempt(tasks: readonly TaskResult[]): number {
  return rounded(sum(tasks.map(scoreTask)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
