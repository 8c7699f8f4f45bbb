import type { LabAttempt } from '@springboard/db/repositories/lab-attempts.ts';
import type { PassRow } from '@springboard/db/repositories/readiness.ts';
import { isEnough } from '../paths/lab-standing.ts';

/** An attempt that shows that somebody can do a lab. */
export type Pass = Pick<PassRow, 'attemptId' | 'at' | 'score' | 'maxScore'>;

/** Of attempts at one lab the latest that was finished with so large a share of its points, and whose work is reviewed: doing it again renews it. */
export function latestPass(attempts: readonly LabAttempt[], pass: number): Pass | undefined {
  let latest: Pass | undefined;
  for (const { id, state, score, maxScore, finishedAt, waiting, returned } of attempts) {
    if (state !== 'finished' || score === null || finishedAt === null || waiting || returned) continue;
    if (!isEnough({ score, maxScore }, pass)) continue;
    if (latest !== undefined && finishedAt <= latest.at.getTime()) continue;
    latest = { attemptId: id, at: new Date(finishedAt), score, maxScore };
  }
  return latest;
}
