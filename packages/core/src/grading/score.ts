/** A check or a question of a task. */
interface Part {
  readonly weight: number;
  readonly passed: boolean;
}

export interface TaskResult {
  readonly points: number;
  readonly parts: readonly Part[];
  /** Of work that a person reviews: its share by the rubric, 0 to 1; null until then. Such a task has no parts. */
  readonly reviewed?: number | null;
  /** Costs of the hints that were opened, in points. */
  readonly hintCosts: readonly number[];
}

/** How a task's score came about: `won` − `hints`, never under zero. All in points, to 0.01. */
export interface TaskScore {
  /** 0 to 1. */
  readonly share: number;
  /** The task's points × `share`. */
  readonly won: number;
  readonly hints: number;
  readonly score: number;
}

export interface InvariantResult {
  readonly breaches: number;
  /** Points that a breach costs. */
  readonly cost: number;
  /** What all breaches together cost at most; null = no ceiling. */
  readonly maxCost: number | null;
}

/** How an attempt's score came about: the sum of `tasks` − the sum of `invariants`, never under zero. */
export interface AttemptScore {
  readonly tasks: readonly TaskScore[];
  /** What the breaches of each invariant cost. */
  readonly invariants: readonly number[];
  readonly score: number;
}

/** The task's points × the share of its weights that passed (of reviewed work: the reviewer's share), less what its hints cost. */
export function scoreTask({ points, parts, reviewed, hintCosts }: TaskResult): TaskScore {
  const total = sum(parts.map(({ weight }) => weight));
  const passed = sum(parts.filter((part) => part.passed).map(({ weight }) => weight));
  const share = reviewed ?? (total === 0 ? 0 : passed / total);
  const won = rounded(points * share);
  const hints = rounded(sum(hintCosts));
  return { share, won, hints, score: rounded(Math.max(0, won - hints)) };
}

/** The only place where points are added up: pages, lists and exports show what it says. */
export function scoreAttempt(
  tasks: readonly TaskResult[],
  invariants: readonly InvariantResult[] = [],
): AttemptScore {
  const scores = tasks.map(scoreTask);
  const costs = invariants.map(({ breaches, cost, maxCost }) =>
    rounded(Math.min(breaches * cost, maxCost ?? Number.POSITIVE_INFINITY)),
  );
  const score = rounded(Math.max(0, sum(scores.map((task) => task.score)) - sum(costs)));
  return { tasks: scores, invariants: costs, score };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
