/** What is counted of a check. */
export interface CheckCounts {
  readonly runs: number;
  readonly environmentBroken: number;
  readonly checkBroken: number;
  /** Times it was broken, and the very next run in the same environment said something. */
  readonly recovered: number;
}

/** One run in so many that says nothing is more than a busy host explains. */
const oneIn = 50;

/**
 * Why a check may be flaky, for its author; null where nothing speaks for it. *Flaky* is what says something else of the same state: a check that was
 * broken and at the next look was not, or one that too often says nothing at all. That a check says *not yet* and then *pass* is its job.
 */
export function suspicionOf({ runs, environmentBroken, checkBroken, recovered }: CheckCounts): string | null {
  if (recovered > 0)
    return recovered === 1
      ? 'Once it was broken, and at the next look it was not.'
      : `${recovered} times it was broken, and at the next look it was not.`;
  const silent = environmentBroken + checkBroken;
  if (silent >= 2 && silent * oneIn >= runs) return `${silent} of ${runs} runs could not say anything.`;
  return null;
}
