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
  let best: (LabAttempt & { readonly score: number }) | null = null;
  let passed: LabStanding['passed'] = null;
  let [waiting, returned] = [false, false];
  for (const attempt of attempts) {
    const { id, score, maxScore, finishedAt } = attempt;
    if (attempt.state === 'active') activeId = id;
    if (attempt.state !== 'finished') continue;
    waiting ||= attempt.waiting;
    returned ||= attempt.returned;
    if (score === null || finishedAt === null) continue;
    if (best === null || isBetter({ ...attempt, score }, best)) best = { ...attempt, score };
    const enough = score >= pass * maxScore - halfStep && !attempt.waiting && !attempt.returned;
    if (enough && (passed === null || finishedAt < passed.at)) passed = { id, at: finishedAt };
  }
  return {
    attempts: attempts.length,
    activeId,
    best: best && { id: best.id, score: best.score, maxScore: best.maxScore },
    passed,
    waiting,
    returned,
  };
}

type Scored = Pick<LabAttempt, 'maxScore' | 'number'> & { readonly score: number };

function isBetter(one: Scored, other: Scored): boolean {
  const [share, before] = [shareOf(one), shareOf(other)];
  return share > before || (share === before && one.number < other.number);
}

function shareOf({ score, maxScore }: Scored): number {
  return maxScore === 0 ? 0 : score / maxScore;
}
