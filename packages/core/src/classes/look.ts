import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { allows } from '@springboard/contracts/roles.ts';
import {
  listUntriedMembers,
  markTried,
  type UntriedMember,
} from '@springboard/db/repositories/class-members.ts';
import { type ClassRow, findClass, listDueClasses } from '@springboard/db/repositories/classes.ts';
import { findActiveRoles } from '@springboard/db/repositories/terminals.ts';
import { startAttempt } from '../attempts.ts';
import type { Context } from '../context.ts';
import { tell } from '../notices/tell.ts';
import { endForgottenClasses } from './end.ts';
import { openIfDue } from './open.ts';

/**
 * Opens classes whose time has come, and starts an attempt for each of their people, in order: the queue has them in that order, too. What was broken
 * off is gone on with by the next look, since what is still to be done stands in the rows. One that fails keeps none of the others.
 */
export async function lookAtClasses(ctx: Context, signal: AbortSignal): Promise<void> {
  const failed: unknown[] = [];
  const note = (error: unknown) => void failed.push(error);
  for (const id of await listDueClasses(ctx.db, ctx.clock())) await openIfDue(ctx, id).catch(note);
  for (const member of await listUntriedMembers(ctx.db)) {
    signal.throwIfAborted();
    await startFor(ctx, member).catch(note);
  }
  await endForgottenClasses(ctx);
  if (failed.length > 0) throw new AggregateError(failed, 'Some of what classes want could not be done.');
}

/** What came of a try: an attempt, or why there is none. */
type Outcome =
  | { readonly attemptId: string }
  | { readonly problem: { readonly title: string; readonly remedy: string } };

async function startFor(ctx: Context, member: UntriedMember): Promise<void> {
  const row = await findClass(ctx.db, member.classId);
  if (row?.state !== 'open') return;
  const outcome = await tryToStart(ctx, row, member.personId);
  const problem = 'problem' in outcome ? outcome.problem : null;
  await ctx.db.transaction(async (tx) => {
    const noted = { triedAt: ctx.clock(), problem: problem?.title ?? null };
    if (!(await markTried(tx, member, noted))) return;
    await tell(ctx, tx, [member.personId], {
      kind: 'class-time',
      about: `${row.id} ${problem === null ? 'open' : ctx.clock().toISOString()}`,
      title: `Class “${row.title}” has begun`,
      detail:
        problem === null
          ? 'Its lab is started for you.'
          : `Its lab could not be started for you. ${problem.title}. ${problem.remedy}`,
      link: 'attemptId' in outcome ? `/attempts/${outcome.attemptId}` : `/labs/${row.slug}`,
    });
  });
}

async function tryToStart(ctx: Context, { id, slug }: ClassRow, personId: string): Promise<Outcome> {
  const roles = (await findActiveRoles(ctx.db, personId)) ?? [];
  if (!allows(roles, 'attempt.own.write')) return { problem: noRole };
  const person: Actor = { personId, roles, scopes: null, via: 'session', ip: null };
  try {
    return { attemptId: (await startAttempt(ctx, person, { lab: slug, classId: id })).id };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { problem: { title: error.title, remedy: error.remedy ?? '' } };
  }
}

const noRole = {
  title: 'None of their roles does labs',
  remedy: 'Ask an operator of this installation for the role.',
};
