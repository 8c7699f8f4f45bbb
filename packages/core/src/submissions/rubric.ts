import { type CriterionMark, levelShare } from '@springboard/contracts/submissions.ts';
import type { Criterion } from '@springboard/lab-format/model/task.ts';

/** Points by the rubric: each criterion's, wholly, by half or not at all. To 0.01. */
export function pointsOf(
  rubric: readonly Pick<Criterion, 'points'>[],
  marks: readonly Pick<CriterionMark, 'level'>[],
): number {
  const sum = rubric.reduce(
    (total, { points }, at) => total + points * levelShare[marks[at]?.level ?? 'none'],
    0,
  );
  return Math.round(sum * 100) / 100;
}
