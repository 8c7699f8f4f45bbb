import type { Actor } from '@springboard/contracts/actor.ts';
import type { TeamInput, TeamsView } from '@springboard/contracts/people.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { listHolders } from '@springboard/db/repositories/people.ts';
import {
  deleteTeam,
  findTeamByName,
  insertTeam,
  listTeamRows,
  lockTeam,
  updateTeam,
} from '@springboard/db/repositories/teams.ts';
import { authorize, notFound, whoseBy } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { announceReach, requireRole } from './memberships.ts';
import { readsPeople } from './read.ts';

/** Teams by name: all, or those that the actor manages; and who can be named in one. */
export async function listTeams(ctx: Pick<Context, 'db'>, actor: Actor): Promise<TeamsView> {
  const whose = whoseBy(actor, readsPeople);
  return {
    teams: await listTeamRows(ctx.db, whose === 'everybody' ? null : whose.managedBy),
    mentors: await listHolders(ctx.db, 'mentor'),
    managers: await listHolders(ctx.db, 'manager'),
  };
}

/** Errors: `conflict` for a name that is taken, `invalid-input` for who does not hold the role. */
export async function addTeam(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  input: TeamInput,
): Promise<{ readonly id: string }> {
  authorize(actor, 'team.any.manage');
  return ctx.db.transaction(async (tx) => {
    await requireNamed(tx, input);
    const row = await insertTeam(tx, input);
    if (!row) throw nameTaken(input.name);
    await audit(tx, actor, 'team.add', { kind: 'team', id: row.id }, { ...input });
    await announceReach(tx, input.managerId);
    return { id: row.id };
  });
}

/** With another manager, who had it before reads its people no longer, at once. Errors: `not-found`, as for `addTeam`. */
export async function changeTeam(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  id: string,
  input: TeamInput,
): Promise<void> {
  authorize(actor, 'team.any.manage');
  await ctx.db.transaction(async (tx) => {
    const before = await lockTeam(tx, id);
    if (!before) throw notFound('team');
    const holder = await findTeamByName(tx, input.name);
    if (holder !== undefined && holder !== id) throw nameTaken(input.name);
    await requireNamed(tx, {
      mentorId: input.mentorId === before.mentorId ? null : input.mentorId,
      managerId: input.managerId === before.managerId ? null : input.managerId,
    });
    await updateTeam(tx, id, input);
    await audit(tx, actor, 'team.change', { kind: 'team', id }, { ...input });
    if (before.managerId !== input.managerId) {
      await announceReach(tx, before.managerId);
      await announceReach(tx, input.managerId);
    }
  });
}

/** Its people stay, without it. Errors: `not-found`. */
export async function removeTeam(ctx: Pick<Context, 'db'>, actor: Actor, id: string): Promise<void> {
  authorize(actor, 'team.any.manage');
  await ctx.db.transaction(async (tx) => {
    const row = await lockTeam(tx, id);
    if (!row) throw notFound('team');
    await deleteTeam(tx, id);
    await audit(tx, actor, 'team.remove', { kind: 'team', id }, { name: row.name });
    await announceReach(tx, row.managerId);
  });
}

async function requireNamed(
  tx: Transaction,
  { mentorId, managerId }: Pick<TeamInput, 'mentorId' | 'managerId'>,
): Promise<void> {
  await requireRole(tx, mentorId, 'mentor', 'mentorId');
  await requireRole(tx, managerId, 'manager', 'managerId');
}

function nameTaken(name: string): ProblemError {
  return new ProblemError('conflict', 'There is a team of this name', {
    detail: `A team is called ${name} already. Nothing was changed.`,
    remedy: 'Choose another name.',
    errors: [{ path: 'name', message: 'is taken' }],
  });
}
