import type { CriterionMark, RubricLevel } from '@springboard/contracts/submissions.ts';
import type { Criterion } from '@springboard/lab-format/model/task.ts';

const shareOf: Record<RubricLevel, number> = { full: 1, half: 0.5, none: 0 };

/** Points by the rubric: each criterion's, wholly, by half or not at all. To 0.01. */
export function pointsOf(
  rubric: readonly Pick<Criterion, 'points'>[],
  marks: readonly Pick<CriterionMark, 'level'>[],
): number {
  const sum = rubric.reduce(
    (total, { points }, at) => total + points * shareOf[marks[at]?.level ?? 'none'],
    0,
  );
  return Math.round(sum * 100) / 100;
}
