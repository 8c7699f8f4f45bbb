import type { Queryable } from '@springboard/db/client.ts';
import { listTaskChecks, type TaskCheckRow } from '@springboard/db/repositories/grading.ts';
import { listQuizAnswers, type QuizAnswerRow } from '@springboard/db/repositories/quiz.ts';
import { listSubmissionStates, type SubmissionStateRow } from '@springboard/db/repositories/submissions.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { isReviewed } from '../submissions/work.ts';

/** What is stored of an attempt's tasks. */
export interface TaskStates {
  readonly checks: readonly Pick<TaskCheckRow, 'taskId' | 'checkId' | 'passedAt' | 'latestVerdict'>[];
  readonly answers: readonly Pick<QuizAnswerRow, 'taskId' | 'questionId'>[];
  /** Versions that were handed in for review, the newest first. */
  readonly submissions: readonly Pick<SubmissionStateRow, 'taskId' | 'version' | 'state'>[];
}

export async function loadTaskStates(db: Queryable, attemptId: string) {
  return {
    checks: await listTaskChecks(db, attemptId),
    answers: await listQuizAnswers(db, [attemptId]),
    submissions: await listSubmissionStates(db, [attemptId]),
  };
}

/** Ids of the task's checks that have not passed yet. */
export function openChecks(task: TaskDefinition, { checks }: Pick<TaskStates, 'checks'>): string[] {
  return task.checks
    .map((check) => check.id)
    .filter(
      (id) => !checks.some((row) => row.taskId === task.id && row.checkId === id && row.passedAt !== null),
    );
}

/**
 * Whether the task is behind the learner: its checks passed, its questions were answered, rightly or not, or its work was handed in. Work that a
 * reviewer returned stays behind them: what came after it goes on meanwhile.
 */
export function isDone(task: TaskDefinition, states: TaskStates): boolean {
  if (isReviewed(task)) return states.submissions.some(({ taskId }) => taskId === task.id);
  if (task.kind !== 'quiz') return openChecks(task, states).length === 0;
  return task.questions.every(({ id }) =>
    states.answers.some((answer) => answer.taskId === task.id && answer.questionId === id),
  );
}

/** The first task that is not done; undefined when all are. */
export function currentTask(
  definition: Pick<LabDefinition, 'tasks'>,
  states: TaskStates,
): TaskDefinition | undefined {
  return definition.tasks.find((task) => !isDone(task, states));
}
