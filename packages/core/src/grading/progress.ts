import type { Queryable } from '@springboard/db/client.ts';
import { listTaskChecks, type TaskCheckRow } from '@springboard/db/repositories/grading.ts';
import { listQuizAnswers, type QuizAnswerRow } from '@springboard/db/repositories/quiz.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';

/** What is stored of an attempt's tasks. */
export interface TaskStates {
  readonly checks: readonly Pick<TaskCheckRow, 'taskId' | 'checkId' | 'passedAt' | 'latestVerdict'>[];
  readonly answers: readonly Pick<QuizAnswerRow, 'taskId' | 'questionId'>[];
}

export async function loadTaskStates(db: Queryable, attemptId: string) {
  return {
    checks: await listTaskChecks(db, attemptId),
    answers: await listQuizAnswers(db, [attemptId]),
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

/** Whether the task is behind the learner: its checks passed, or its questions were answered, rightly or not. */
export function isDone(task: TaskDefinition, states: TaskStates): boolean {
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
