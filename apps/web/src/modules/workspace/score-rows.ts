import type { AttemptView, TaskView } from '@springboard/contracts/attempts.ts';
import type { SubmissionVersion } from '@springboard/contracts/submissions.ts';

/** A line of how a score came about; `points` is what could be won, null for a line that only takes off. */
export interface ScoreRow {
  readonly id: string;
  readonly title: string;
  readonly kind: 'task' | 'invariant' | 'sum';
  /** `partly`: it is behind the learner, and not all of its points were won. */
  readonly reached: 'whole' | 'partly' | 'open';
  /** "2 of 3 checks"; empty in the last line. */
  readonly share: string;
  readonly won: number | null;
  /** What is taken off, as a number above zero. */
  readonly off: number;
  readonly score: number;
  readonly points: number | null;
}

/** How the attempt's score came about: a line per task, one per invariant that was breached, and the sum. The lines add up to it unless it would be under zero. */
export function scoreRows({ tasks, invariants, score, maxScore }: AttemptView): ScoreRow[] {
  const breached = invariants.filter(({ breaches }) => breaches.length > 0);
  return [
    ...tasks.map(
      (task): ScoreRow => ({
        id: task.id,
        title: task.title,
        kind: 'task',
        reached: task.status !== 'passed' ? 'open' : task.scoring.won < task.points ? 'partly' : 'whole',
        share: shareOf(task),
        won: task.scoring.won,
        off: task.scoring.hints,
        score: task.scoring.score,
        points: task.points,
      }),
    ),
    ...breached.map(
      ({ id, title, breaches, costs }): ScoreRow => ({
        id: `invariant ${id}`,
        title,
        kind: 'invariant',
        reached: 'open',
        share: breaches.length === 1 ? 'breached once' : `breached ${breaches.length} times`,
        won: null,
        off: costs,
        score: costs === 0 ? 0 : -costs,
        points: null,
      }),
    ),
    {
      id: 'sum',
      title: 'Score',
      kind: 'sum',
      reached: 'open',
      share: '',
      won: null,
      off: 0,
      score,
      points: maxScore,
    },
  ];
}

function shareOf(task: TaskView): string {
  if (task.work !== null) return workWords(task.work.versions[0]);
  if (task.kind === 'quiz') {
    const right = task.questions.filter(({ answer }) => answer?.right).length;
    return `${right} of ${task.questions.length} right`;
  }
  const passed = task.checks.filter((check) => check.passed && check.held !== false).length;
  return `${passed} of ${task.checks.length} ${task.checks.length === 1 ? 'check' : 'checks'}`;
}

function workWords(last: SubmissionVersion | undefined): string {
  if (last === undefined) return 'not handed in';
  return { handed_in: 'in review', returned: 'returned', reviewed: 'by the rubric' }[last.state];
}
