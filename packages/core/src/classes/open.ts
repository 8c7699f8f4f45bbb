import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { announceToClass } from '@springboard/db/repositories/class-attempts.ts';
import {
  dropClassMembersBeyond,
  forgetProblems,
  listClassMembers,
} from '@springboard/db/repositories/class-members.ts';
import {
  announceClass,
  type ClassRow,
  changeClassRow,
  lockClass,
} from '@springboard/db/repositories/classes.ts';
import type { Whose } from '@springboard/db/repositories/whose.ts';
import { audit, system } from '../audit.ts';
import type { Context } from '../context.ts';
import { lockReachedClass, movedOn, reachOf } from './access.ts';
import { wantNow } from './demand.ts';
import { endIn } from './end.ts';
import { tellCancelled } from './tell.ts';

/**
 * Opens a planned class at once. Of one that is open: tries again for those for whom no attempt could be started. Attempts are started by the job
 * `class.look`, one after the other. Errors: `not-found`; `conflict` when it is over, or nobody is in it any more.
 */
export async function startClass(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { row, whose } = await lockReachedClass(tx, actor, id);
    if (row.state === 'ended') throw movedOn(row);
    if (row.state === 'open') await tryAgain(ctx, tx, row, { by: actor, whose });
    else if (!(await openIn(ctx, tx, row, { by: actor, whose }))) throw nobodyLeft();
  });
}

/** Opens a planned class if its time has come; one that nobody may hold any more, or with nobody in it, ends instead. */
export async function openIfDue(ctx: Context, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const row = await lockClass(tx, id);
    if (row?.state !== 'planned' || row.startsAt > ctx.clock()) return;
    const whose = await reachOf(tx, row.ownerId);
    if (whose !== null && (await openIn(ctx, tx, row, { by: system, whose }))) return;
    const people = (await listClassMembers(tx, id, 'everybody')).map(({ personId }) => personId);
    await tellCancelled(ctx, tx, people, row, 'cancelled');
    await endIn(ctx, tx, row, system, { why: whose === null ? 'owner-gone' : 'nobody-left' });
  });
}

/** False when nobody is in it: then nothing was changed. */
async function openIn(
  ctx: Context,
  tx: Transaction,
  row: ClassRow,
  { by, whose }: { readonly by: Actor | typeof system; readonly whose: Whose },
): Promise<boolean> {
  const { id, slug, ownerId, startsAt } = row;
  // Who has left the owner's teams since it was planned is not theirs to start anything for.
  const reach = (await reachOf(tx, ownerId)) ?? whose;
  const people = await listClassMembers(tx, id, reach);
  if (people.length === 0) return false;
  await dropClassMembersBeyond(tx, id, reach);
  await changeClassRow(tx, id, { state: 'open', openedAt: ctx.clock() });
  await wantNow(ctx, tx, id);
  await announceToClass(tx, id);
  await ctx.enqueue(tx, 'class.look', {});
  const detail = { lab: slug, startsAt, people: people.map(({ personId }) => personId) };
  await audit(tx, by, 'class.start', { kind: 'class', id }, detail);
  return true;
}

async function tryAgain(
  ctx: Context,
  tx: Transaction,
  { id, ownerId }: ClassRow,
  { by: actor, whose }: { readonly by: Actor; readonly whose: Whose },
): Promise<void> {
  // Who has left the owner's teams since it began is not theirs to start anything for.
  await forgetProblems(tx, id, (await reachOf(tx, ownerId)) ?? whose);
  await announceClass(tx, id);
  await ctx.enqueue(tx, 'class.look', {});
  await audit(tx, actor, 'class.try-again', { kind: 'class', id });
}

function nobodyLeft(): ProblemError {
  return new ProblemError('conflict', 'Nobody is in this class', {
    detail: 'All who were asked into it have left, or are in your teams no more. Nothing was changed.',
    remedy: 'Edit it and choose its people, or cancel it.',
  });
}
