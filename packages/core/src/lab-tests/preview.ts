import type { Actor } from '@springboard/contracts/actor.ts';
import type { LabPreview, LabPreviewView } from '@springboard/contracts/lab-previews.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { type AttemptRow, changeAttempt, findActiveAttempt } from '@springboard/db/repositories/attempts.ts';
import { findEnvironmentState } from '@springboard/db/repositories/environments.ts';
import { forgetChecks } from '@springboard/db/repositories/grading.ts';
import { saveLabVersion } from '@springboard/db/repositories/labs.ts';
import { forgetQuizAnswers } from '@springboard/db/repositories/quiz.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { drawParams } from '@springboard/lab-format/params.ts';
import { authorize } from '../access.ts';
import { lockOwnActive } from '../attempts/access.ts';
import { startOnVersion } from '../attempts.ts';
import type { Context } from '../context.ts';
import { askForRun } from '../grading/schedule.ts';
import { beginWatch } from '../grading/watch.ts';
import { loadDefinition, maxScoreOf } from '../labs/definitions.ts';
import { readPosted } from './posted.ts';

/**
 * Shows a lab as its files are now, as a learner sees it, to nobody but the one who sends them: an attempt that follows the files, and counts for
 * nothing. Its environment stays; `setup` and what was arranged are run again by *Reset*. Errors: `invalid-input` with each problem, `conflict`,
 * `lab-unavailable`, `limit-reached`.
 */
export async function previewLab(ctx: Context, actor: Actor, input: LabPreview): Promise<LabPreviewView> {
  authorize(actor, 'lab.test');
  authorize(actor, 'attempt.own.write');
  const { definition, hash } = readPosted(ctx, input.lab, input.files);
  const slug = input.lab;
  const labVersionId = await saveLabVersion(ctx.db, { slug, hash, commit: null, definition });
  const active = await findActiveAttempt(ctx.db, actor.personId, slug);
  if (active) await follow(ctx, actor, active, { labVersionId, definition });
  const attemptId =
    active?.id ?? (await startOnVersion(ctx, actor, slug, { labVersionId, preview: true })).id;
  return { attemptId };
}

async function follow(
  ctx: Context,
  actor: Actor,
  active: AttemptRow,
  next: { readonly labVersionId: string; readonly definition: LabDefinition },
): Promise<void> {
  if (!active.preview)
    throw new ProblemError('conflict', 'You are in this lab already', {
      detail:
        'You have an attempt at it as it is published, and a preview would take its place. Nothing was changed.',
      remedy: 'Finish that attempt, and preview again.',
    });
  const before = await loadDefinition(ctx.db, active.labVersionId);
  if (before.environment !== next.definition.environment)
    throw new ProblemError('conflict', 'The lab is on another environment now', {
      detail: `The preview runs on ${before.environment}, the lab is on ${next.definition.environment} now. The preview was left as it was.`,
      remedy: 'Finish the preview in its page, and preview again.',
    });
  if (active.labVersionId === next.labVersionId) return;
  await ctx.db.transaction(async (tx) => {
    const row = await lockOwnActive(tx, actor, active.id);
    await forgetChecks(tx, row.id, changedChecks(before, next.definition));
    await forgetQuizAnswers(tx, row.id, changedQuizzes(before, next.definition));
    await changeAttempt(tx, row.id, {
      labVersionId: next.labVersionId,
      params: { ...drawParams(next.definition.params, row.seed) },
      maxScore: maxScoreOf(next.definition),
    });
    await askForRun(ctx, tx, row.id);
    const isReady =
      row.environmentId !== null && (await findEnvironmentState(tx, row.environmentId)) === 'ready';
    if (isReady && row.nextWatchAt === null)
      await beginWatch(ctx, tx, { id: row.id, labVersionId: next.labVersionId });
  });
}

/** Quizzes that ask something else now, or take other answers for right: they are asked anew. */
function changedQuizzes(before: LabDefinition, after: LabDefinition): string[] {
  const asked = (task: TaskDefinition | undefined) =>
    task?.kind === 'quiz' ? JSON.stringify([task.questions, task.key]) : '';
  return before.tasks
    .filter((task) => task.kind === 'quiz')
    .filter((task) => asked(task) !== asked(after.tasks.find(({ id }) => id === task.id)))
    .map(({ id }) => id);
}

/** Checks that are another now, or gone: what they said of the system counts no more. */
function changedChecks(before: LabDefinition, after: LabDefinition): { taskId: string; checkId: string }[] {
  return before.tasks.flatMap((task) => {
    const checks = after.tasks.find(({ id }) => id === task.id)?.checks ?? [];
    return task.checks
      .filter((check) => JSON.stringify(check) !== JSON.stringify(checks.find(({ id }) => id === check.id)))
      .map((check) => ({ taskId: task.id, checkId: check.id }));
  });
}
