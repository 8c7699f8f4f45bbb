import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { AskForHelp } from '@springboard/contracts/help.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { type AttemptRow, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { hasOpenHelp, insertHelp } from '@springboard/db/repositories/help.ts';
import { notFound } from '../access.ts';
import { ownAttempt } from '../attempts/access.ts';
import { viewAttempt } from '../attempts/view.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { contextOf } from './context.ts';
import { tellOfQuestion } from './tell.ts';

/**
 * Asks mentors about a task. What its checks and the screen say at this moment is kept with the question. Also when the attempt is over, whose
 * result may be what is asked about. Errors: `not-found`, `conflict` while the task has an open question, or in a preview.
 */
export async function askForHelp(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  taskId: string,
  { question }: AskForHelp,
): Promise<AttemptView> {
  const attempt = await ownAttempt(ctx.db, actor, attemptId);
  refusePreview(attempt);
  const { tasks, title } = await loadDefinition(ctx.db, attempt.labVersionId);
  const task = tasks.find(({ id }) => id === taskId);
  if (!task) throw notFound('task');
  if (await hasOpenHelp(ctx.db, attemptId, taskId)) throw askedAlready();
  // Read before anything is locked: a long recording takes a moment.
  const context = await contextOf(ctx, attempt, task);
  await ctx.db.transaction(async (tx) => {
    await lockAttempt(tx, attemptId);
    const asked = { attemptId, taskId, question: question.trim(), context, askedAt: ctx.clock() };
    const help = await insertHelp(tx, asked);
    if (!help) throw askedAlready();
    await audit(tx, actor, 'help.ask', { kind: 'attempt', id: attemptId }, { taskId, helpId: help.id });
    await tellOfQuestion(ctx, tx, { help, learnerId: actor.personId, lab: title, task: task.title });
  });
  return viewAttempt(ctx, attemptId);
}

function refusePreview({ preview }: AttemptRow): void {
  if (!preview) return;
  throw new ProblemError('conflict', 'A preview asks nobody', {
    detail: 'Mentors see no previews. Nothing was asked.',
    remedy: 'Publish the lab, and start it as a learner does.',
  });
}

function askedAlready(): ProblemError {
  return new ProblemError('conflict', 'You have asked about this task already', {
    detail: 'That question is still open. The new one was not sent.',
    remedy: 'Take the other one back first, or add to it when a mentor comes.',
  });
}
