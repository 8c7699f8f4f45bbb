import type { Actor } from '@springboard/contracts/actor.ts';
import type { KeepAnswer, KeptAnswer } from '@springboard/contracts/kept-answers.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import {
  deleteKeptAnswer,
  insertKeptAnswer,
  type KeptAnswerRow,
  listKeptAnswers,
} from '@springboard/db/repositories/kept-answers.ts';
import { authorize, notFound } from '../access.ts';
import { readableAttempt } from '../attempts/access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { compileSaid } from '../labs/prose.ts';
import { lockForMentor } from './lock.ts';

/**
 * Keeps an answered question beside its task, for later learners, in the words that the mentor gives it: nobody is named with it. Errors: `not-found`,
 * `conflict` when it has no answer or is kept already.
 */
export async function keepAnswer(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  id: string,
  { question, answer }: KeepAnswer,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { help, attempt } = await lockForMentor(tx, actor, id);
    if (help.answer === null) throw notKept('It has not been answered yet.');
    const words = { question: question.trim(), answer: answer.trim() };
    const place = { slug: attempt.slug, taskId: help.taskId };
    const row = { ...place, ...words, helpRequestId: id, keptAt: ctx.clock() };
    if (!(await insertKeptAnswer(tx, row))) throw notKept('It is kept already.');
    await audit(
      tx,
      actor,
      'help.keep',
      { kind: 'lab', id: attempt.slug },
      { helpId: id, taskId: help.taskId },
    );
  });
}

/** What others asked about a task of an attempt that the actor may read. Errors: `not-found`. */
export async function keptAnswersOfTask(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  attemptId: string,
  taskId: string,
): Promise<KeptAnswer[]> {
  const { slug } = await readableAttempt(ctx.db, actor, attemptId);
  return (await listKeptAnswers(ctx.db, { slug, taskId })).map(viewKept);
}

/** All that is kept of a lab, for those who care for it. */
export async function keptAnswersOfLab(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  slug: string,
): Promise<KeptAnswer[]> {
  authorize(actor, 'feedback.answer');
  return (await listKeptAnswers(ctx.db, { slug })).map(viewKept);
}

/** Takes one away. Errors: `not-found`. */
export async function removeKeptAnswer(ctx: Pick<Context, 'db'>, actor: Actor, id: string): Promise<void> {
  authorize(actor, 'feedback.answer');
  await ctx.db.transaction(async (tx) => {
    const removed = await deleteKeptAnswer(tx, id);
    if (!removed) throw notFound('kept answer');
    const { slug, taskId, helpRequestId: helpId } = removed;
    await audit(tx, actor, 'help.unkeep', { kind: 'lab', id: slug }, { taskId, helpId });
  });
}

function viewKept({ id, taskId, question, answer, keptAt }: KeptAnswerRow): KeptAnswer {
  return { id, taskId, question, answer: compileSaid(answer), keptAt: keptAt.toISOString() };
}

function notKept(why: string): ProblemError {
  return new ProblemError('conflict', 'This was not kept', {
    detail: `${why} Nothing was changed.`,
    remedy: 'Look at the question as it is now.',
  });
}
