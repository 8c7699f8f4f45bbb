import type { Actor } from '@springboard/contracts/actor.ts';
import type { WorkPreview, WorkText } from '@springboard/contracts/submissions.ts';
import { notFound } from '../access.ts';
import { ownAttempt } from '../attempts/access.ts';
import type { Context } from '../context.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { compileSaid } from '../labs/prose.ts';
import { isReviewed } from './work.ts';

/** What somebody is writing for a task of theirs, as their reviewer would read it; nothing is kept. Errors: `not-found`. */
export async function previewWork(
  ctx: Context,
  actor: Actor,
  id: string,
  taskId: string,
  { text }: WorkText,
): Promise<WorkPreview> {
  const { labVersionId } = await ownAttempt(ctx.db, actor, id);
  const { tasks } = await loadDefinition(ctx.db, labVersionId);
  const task = tasks.find((one) => one.id === taskId);
  if (!task || !isReviewed(task)) throw notFound('task');
  return { prose: compileSaid(text) };
}
