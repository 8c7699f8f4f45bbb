import type { Actor } from '@springboard/contracts/actor.ts';
import type { AssignPath, MoveDue, PathChoices } from '@springboard/contracts/paths.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { allows, Role } from '@springboard/contracts/roles.ts';
import {
  endAssignment,
  insertAssignment,
  listAssigned,
  listPathRows,
  listPeopleAndTeams,
  saveDue,
} from '@springboard/db/repositories/paths.ts';
import { isAmong } from '@springboard/db/repositories/whose.ts';
import { PathDefinition } from '@springboard/lab-format/model/path.ts';
import { notFound, whoseBy } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { assignsPaths, reachesGoer } from './ending.ts';
import { findPath } from './read.ts';

/** Who can go a path: those who can do labs. */
const goers = Role.options.filter((role) => allows([role], 'attempt.own.write'));

/** What can be assigned now, and to whom: a manager's own teams and the people in them. */
export async function listPathChoices(ctx: Pick<Context, 'db'>, actor: Actor): Promise<PathChoices> {
  const whose = whoseBy(actor, assignsPaths);
  const paths = (await listPathRows(ctx.db)).map((row) => PathDefinition.parse(row.definition));
  return {
    paths: paths.map(({ id, title, summary }) => ({ id, title, summary })),
    ...(await listPeopleAndTeams(ctx.db, whose, goers)),
  };
}

/**
 * Puts a person, or everybody who is in a team or comes into it, on a path; its due dates count from `startsOn`. What they have done already
 * counts. Errors: `not-found`; `conflict` when they are on it.
 */
export async function assignPath(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  { pathId, to, startsOn }: AssignPath,
): Promise<{ readonly assignmentId: string }> {
  const choices = await listPathChoices(ctx, actor);
  if (!choices.paths.some(({ id }) => id === pathId)) throw notFound('path');
  const among = to.kind === 'person' ? choices.people : choices.teams;
  const who = among.find(({ id }) => id === to.id);
  if (!who) throw notFound(to.kind);
  return ctx.db.transaction(async (tx) => {
    const assignmentId = await insertAssignment(tx, {
      pathId,
      personId: to.kind === 'person' ? to.id : null,
      teamId: to.kind === 'team' ? to.id : null,
      startsOn,
      assignedBy: actor.personId,
      assignedAt: ctx.clock(),
    });
    if (assignmentId === undefined)
      throw new ProblemError('conflict', `${who.name} is on this path already`, {
        detail: 'A path is gone once at a time. Nothing was changed.',
        remedy: 'Move single due dates, or end the present one first; results are kept.',
      });
    await audit(
      tx,
      actor,
      'path.assign',
      { kind: to.kind, id: to.id },
      { path: pathId, startsOn, assignmentId },
    );
    return { assignmentId };
  });
}

/** Takes a path from a person or a team that the actor may put on one. Results, what was read and moved due dates are kept. Errors: `not-found`. */
export async function endPath(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  assignmentId: string,
): Promise<void> {
  const whose = whoseBy(actor, assignsPaths);
  await ctx.db.transaction(async (tx) => {
    const row = await endAssignment(tx, assignmentId, ctx.clock());
    // Thrown out of the transaction: what was ended goes on.
    if (!row || !(await reachesGoer(tx, whose, row))) throw notFound('path');
    const { personId, teamId, pathId } = row;
    const subject =
      personId === null
        ? ({ kind: 'team', id: teamId ?? '' } as const)
        : ({ kind: 'person', id: personId } as const);
    await audit(tx, actor, 'path.end', subject, { path: pathId, assignmentId });
  });
}

/** Gives one item of the path of a person, whom the actor may put on one, another due date, with the reason. Errors: `not-found`. */
export async function moveDue(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  personId: string,
  { pathId, itemId, dueOn, reason }: MoveDue,
): Promise<void> {
  const whose = whoseBy(actor, assignsPaths);
  if (!(await isAmong(ctx.db, whose, personId))) throw notFound('person');
  const assigned = await listAssigned(ctx.db, { own: personId, managedBy: null });
  if (!assigned.some((one) => one.pathId === pathId)) throw notFound('path');
  const path = await findPath(ctx.db, pathId);
  if (!path?.items.some(({ id }) => id === itemId)) throw notFound('path');
  await ctx.db.transaction(async (tx) => {
    const by = { movedBy: actor.personId, movedAt: ctx.clock() };
    await saveDue(tx, { personId, pathId, itemId, dueOn, reason, ...by });
    const detail = { path: pathId, item: itemId, dueOn, reason };
    await audit(tx, actor, 'path.move-due', { kind: 'person', id: personId }, detail);
  });
}
