import type { Actor } from '@springboard/contracts/actor.ts';
import type { FeedbackAnswer, FeedbackInput, FeedbackView } from '@springboard/contracts/lab-health.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { listTaskChecks } from '@springboard/db/repositories/grading.ts';
import {
  answerFeedbackRow,
  countOpenFeedbackOf,
  insertFeedback,
  listFeedback,
} from '@springboard/db/repositories/lab-health.ts';
import { authorize, notFound } from '../access.ts';
import { ownAttempt, readableAttempt } from '../attempts/access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { loadDefinition } from '../labs/definitions.ts';

/** Somebody who is angry at a lab has so many unanswered remarks in one attempt, and no more. */
const mostOpen = 10;
const mostListed = 100;

/**
 * Says that a lab is wrong, in a task or as a whole; its authors see it with what the task's checks had said. Also when the attempt is over. Errors:
 * `not-found`, `limit-reached`.
 */
export async function giveFeedback(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  { taskId, text }: FeedbackInput,
): Promise<FeedbackView> {
  const attempt = await ownAttempt(ctx.db, actor, attemptId);
  const definition = await loadDefinition(ctx.db, attempt.labVersionId);
  const task = definition.tasks.find(({ id }) => id === taskId);
  if (taskId !== null && !task) throw notFound('task');
  const rows = task ? (await listTaskChecks(ctx.db, attemptId)).filter((row) => row.taskId === task.id) : [];
  const verdicts = rows.flatMap(({ checkId, latestVerdict, latestText }) =>
    latestVerdict === null ? [] : [{ check: checkId, verdict: latestVerdict, text: latestText }],
  );
  const id = await ctx.db.transaction(async (tx) => {
    if ((await countOpenFeedbackOf(tx, attemptId)) >= mostOpen)
      throw new ProblemError('limit-reached', 'That is a lot', {
        detail: `${mostOpen} remarks from this attempt wait for an answer. This one was not sent.`,
        remedy: 'Wait for an answer, or talk to a mentor.',
      });
    const { slug, labVersionId, environmentId } = attempt;
    const about = { attemptId, slug, taskId, labVersionId, environmentId };
    const row = await insertFeedback(tx, { ...about, text: text.trim(), verdicts, at: ctx.clock() });
    await audit(tx, actor, 'feedback.give', { kind: 'lab', id: slug }, { attemptId, taskId, id: row.id });
    return row.id;
  });
  return one(ctx.db, id);
}

/** What was said in an attempt, with the answers. Errors: `not-found`. */
export async function feedbackOfAttempt(
  ctx: Context,
  actor: Actor,
  attemptId: string,
): Promise<FeedbackView[]> {
  await readableAttempt(ctx.db, actor, attemptId);
  return feedbackOf(ctx.db, { attemptId });
}

/** Answers a remark, once; who made it sees the answer. Errors: `not-found`, `conflict`. */
export async function answerFeedback(
  ctx: Context,
  actor: Actor,
  id: string,
  { text }: FeedbackAnswer,
): Promise<FeedbackView> {
  authorize(actor, 'feedback.answer');
  const { lab } = await one(ctx.db, id);
  await ctx.db.transaction(async (tx) => {
    const answer = { answer: text.trim(), answeredBy: actor.personId, answeredAt: ctx.clock() };
    if (!(await answerFeedbackRow(tx, id, answer)))
      throw new ProblemError('conflict', 'Somebody has answered this already', {
        detail: 'Your answer was not stored, and the other one stands.',
        remedy: 'Reload the page to see it.',
      });
    await audit(tx, actor, 'feedback.answer', { kind: 'lab', id: lab }, { id });
  });
  return one(ctx.db, id);
}

/** The same list for who may see all of a lab's. */
export async function feedbackOf(
  db: Queryable,
  of: { readonly slug: string } | { readonly attemptId: string } | { readonly id: string },
): Promise<FeedbackView[]> {
  const rows = await listFeedback(db, of, mostListed);
  return Promise.all(
    rows.map(async ({ feedback, person, answerer, version }): Promise<FeedbackView> => {
      const { tasks } = await loadDefinition(db, version.id);
      const task = tasks.find(({ id }) => id === feedback.taskId);
      const titles = new Map(task?.checks.map(({ id, title }) => [id, title]));
      return {
        id: feedback.id,
        lab: feedback.slug,
        attemptId: feedback.attemptId,
        taskId: feedback.taskId,
        task: task?.title ?? null,
        person,
        commit: version.commit,
        text: feedback.text,
        verdicts: feedback.verdicts.map((one) => ({ ...one, check: titles.get(one.check) ?? one.check })),
        at: feedback.at.toISOString(),
        answer:
          feedback.answer === null || feedback.answeredAt === null
            ? null
            : {
                text: feedback.answer,
                by: answerer ?? 'somebody who left',
                at: feedback.answeredAt.toISOString(),
              },
      };
    }),
  );
}

async function one(db: Queryable, id: string): Promise<FeedbackView> {
  const [view] = await feedbackOf(db, { id });
  if (!view) throw notFound('remark');
  return view;
}
