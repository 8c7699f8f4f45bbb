import { type AttemptProgress, scoreOf } from '@springboard/core/attempts/progress.ts';
import type { Scene } from './scene.ts';

/** The attempt's points by what its rows say, added up where all points are. */
export function scoreSoFar({
  history,
  attemptId,
  lab,
}: Pick<Scene, 'history' | 'attemptId' | 'lab'>): number {
  const own = <T extends { readonly attemptId: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.attemptId === attemptId);
  const progress: AttemptProgress = {
    definition: lab.definition,
    checks: own(history.taskChecks),
    hints: own(history.hints),
    answers: own(history.quizAnswers),
    // Their number counts, and whose they are.
    breaches: own(history.breaches).map(({ attemptId: of, invariantId, beganAt }) => ({
      ...{ id: 0, attemptId: of, invariantId, beganAt, evidence: null },
      ...{ environmentId: null, endedAt: null, learnerText: null, authorText: null },
    })),
    submissions: own(history.submissions).toReversed(),
  };
  return scoreOf(progress).score;
}
