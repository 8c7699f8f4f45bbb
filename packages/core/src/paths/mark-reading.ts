import type { Actor } from '@springboard/contracts/actor.ts';
import { deleteReading, listAssigned, saveReading } from '@springboard/db/repositories/paths.ts';
import { authorize, notFound } from '../access.ts';
import type { Context } from '../context.ts';
import { findPath } from './read.ts';

/** Notes that the person has read something on their path, or takes that back. Errors: `not-found`. */
export async function markReading(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  { pathId, itemId, read }: { readonly pathId: string; readonly itemId: string; readonly read: boolean },
): Promise<void> {
  authorize(actor, 'attempt.own.write');
  const { personId } = actor;
  const assigned = await listAssigned(ctx.db, { own: personId, managedBy: null });
  const path = assigned.some((one) => one.pathId === pathId) ? await findPath(ctx.db, pathId) : undefined;
  if (!path?.items.some(({ id, kind }) => id === itemId && kind === 'reading')) throw notFound('text');
  if (read) await saveReading(ctx.db, { personId, pathId, itemId, readAt: ctx.clock() });
  else await deleteReading(ctx.db, { personId, pathId, itemId });
}
