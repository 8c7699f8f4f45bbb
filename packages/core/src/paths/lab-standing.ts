import type { LabAttempt } from '@springboard/db/repositories/lab-attempts.ts';

/** What somebody's attempts at a lab come to. */
export interface LabStanding {
  readonly attempts: number;
  readonly activeId: string | null;
  /** Of the finished attempt with the largest share of its points; the first of several. */
  readonly best: { readonly id: string; readonly score: number; readonly maxScore: number } | null;
  /** The first finished attempt with enough points whose work is reviewed. */
  readonly passed: { readonly id: string; readonly at: Date } | null;
  /** Work of a finished attempt waits for a reviewer, or was returned for another version. */
  readonly waiting: boolean;
  readonly returned: boolean;
}

/** Points are kept to 0.01, hence the half of that where a share of them is compared. */
const halfStep = 0.005;

/** Puts attempts at one lab together; `pass`: the share of its points from which it is done. */
export function labStanding(attempts: readonly LabAttempt[], pass: number): LabStanding {
  let activeId: string | null = null;
  let best: Scored | null = null;
  let passed: { readonly id: string; readonly at: number } | null = null;
  let [waiting, returned] = [false, false];
  for (const attempt of attempts) {
    if (attempt.state === 'active') activeId = attempt.id;
    if (attempt.state !== 'finished') continue;
    waiting ||= attempt.waiting;
    returned ||= attempt.returned;
    const { id, finishedAt: at } = attempt;
    if (!isScored(attempt) || at === null) continue;
    if (best === null || isBetter(attempt, best)) best = attempt;
    const enough = isEnough(attempt, pass);
    const settled = !attempt.waiting && !attempt.returned;
    if (enough && settled && (passed === null || at < passed.at)) passed = { id, at };
  }
  return {
    attempts: attempts.length,
    activeId,
    best: best && { id: best.id, score: best.score, maxScore: best.maxScore },
    passed: passed && { id: passed.id, at: new Date(passed.at) },
    waiting,
    returned,
  };
}

/** Whether so many points are the share that is asked for, 0…1. */
export function isEnough({ score, maxScore }: Pick<Scored, 'score' | 'maxScore'>, pass: number): boolean {
  return score >= pass * maxScore - halfStep;
}

type Scored = LabAttempt & { readonly score: number };

function isScored(attempt: LabAttempt): attempt is Scored {
  return attempt.score !== null;
}

function isBetter(one: Scored, other: Scored): boolean {
  const [share, before] = [shareOf(one), shareOf(other)];
  return share > before || (share === before && one.number < other.number);
}

function shareOf({ score, maxScore }: Scored): number {
  return maxScore === 0 ? 0 : score / maxScore;
}
