import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView, QuizAnswers } from '@springboard/contracts/attempts.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { changeAttempt } from '@springboard/db/repositories/attempts.ts';
import { insertQuizAnswers } from '@springboard/db/repositories/quiz.ts';
import { markAnswer, readNumber } from '@springboard/grading/mark-answer.ts';
import type { Question, TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { type Params, renderParams } from '@springboard/lab-format/params.ts';
import { notFound } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { currentTask, isDone, loadTaskStates } from '../grading/progress.ts';
import { askForNextTask } from '../grading/schedule.ts';
import { notThisTask } from '../grading/task-status.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { lockOwnActive, ownAttempt } from './access.ts';
import { viewAttempt } from './view.ts';

type QuizTask = Extract<TaskDefinition, { kind: 'quiz' }>;

/**
 * Hands in the answers to all questions of a quiz, once: from then on the page shows what was right, and why. The task is done with it,
 * whatever was right. Errors: `not-found`, `attempt-over`, `conflict`, `invalid-input`.
 */
export async function answerQuiz(
  ctx: Context,
  actor: Actor,
  id: string,
  taskId: string,
  input: QuizAnswers,
): Promise<AttemptView> {
  await ownAttempt(ctx.db, actor, id);
  await ctx.db.transaction(async (tx) => {
    const row = await lockOwnActive(tx, actor, id);
    const definition = await loadDefinition(tx, row.labVersionId);
    const states = await loadTaskStates(tx, id);
    const task = definition.tasks.find((one) => one.id === taskId);
    if (task?.kind !== 'quiz') throw notFound('task');
    if (isDone(task, states)) throw answeredAlready();
    if (currentTask(definition, states) !== task) throw notThisTask();
    const at = ctx.clock();
    const answers = markAll(task, row.params, input);
    await insertQuizAnswers(
      tx,
      answers.map((answer) => ({ attemptId: id, taskId, at, ...answer })),
    );
    await changeAttempt(tx, id, row.readyAt ? { lastActivityAt: at } : {});
    const right = answers.filter((answer) => answer.right).map(({ questionId }) => questionId);
    await audit(tx, actor, 'quiz.answer', { kind: 'attempt', id }, { taskId, right });
    await askForNextTask(ctx, tx, id);
  });
  return viewAttempt(ctx, id);
}

function markAll(task: QuizTask, params: Params, { answers }: QuizAnswers) {
  const fill = (text: string) => renderParams(text, params);
  const strange = Object.keys(answers).filter((id) => !task.questions.some((question) => question.id === id));
  if (strange.length > 0) throw incomplete(`There is no question ${strange.join(', ')}.`);
  return task.questions.map((question, index) => {
    const options = question.options.map(fill);
    const given = answers[question.id] ?? [];
    const fault = faultOf({ ...question, options }, given);
    if (fault) throw incomplete(`Question ${index + 1}: ${fault}`);
    const right = task.key[question.id]?.right;
    if (!right) throw new Error(`Question ${question.id} of ${task.id} has no key.`);
    const key = right.kind === 'texts' ? { ...right, texts: right.texts.map(fill) } : right;
    return {
      questionId: question.id,
      given: [...given],
      right: markAnswer({ ...question, options }, key, given),
    };
  });
}

/** Why this is no answer to the question, right or wrong; undefined when it is one. */
function faultOf({ kind, options }: Question, given: readonly string[]): string | undefined {
  if (given.length === 0 || given.every((text) => text.trim() === '')) return 'it has no answer.';
  if (kind !== 'many' && given.length > 1) return 'it takes one answer.';
  if (kind === 'number' && readNumber(given[0] ?? '') === null) return `“${given[0]}” is not a number.`;
  if (kind === 'one' || kind === 'many') {
    const strange = given.find((text) => !options.includes(text));
    if (strange !== undefined) return `“${strange}” is not one of its options.`;
  }
  return undefined;
}

function incomplete(detail: string): ProblemError {
  return new ProblemError('invalid-input', 'These answers cannot be handed in', {
    detail: `${detail} Nothing was handed in.`,
    remedy: 'Answer each question, and hand them in again.',
  });
}

function answeredAlready(): ProblemError {
  return new ProblemError('conflict', 'These questions were answered already', {
    detail: 'Each is answered once, and the answers are shown since. Nothing was changed.',
    remedy: 'Go on with the next task.',
  });
}
