import type { Actor } from '@springboard/contracts/actor.ts';
import type { MembershipInput } from '@springboard/contracts/people.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Role } from '@springboard/contracts/roles.ts';
import type { Queryable, Transaction } from '@springboard/db/client.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import { findPersonRow } from '@springboard/db/repositories/people.ts';
import {
  deleteMember,
  findMember,
  lockTeam,
  saveMember,
  type TeamRow,
} from '@springboard/db/repositories/teams.ts';
import { may, notFound, type Rights, whoseBy } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';

const managesTeams = { team: 'team.own.manage', any: 'team.any.manage' } as const satisfies Rights;

/**
 * Puts somebody into a team, or changes since when they are in it and who mentors them. A manager changes those who are in their team; only
 * an operator puts others there, who become the manager's to read with it. Errors: `not-found`, `invalid-input` for the mentor.
 */
export async function changeMembership(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  teamId: string,
  personId: string,
  input: MembershipInput,
): Promise<void> {
  whoseBy(actor, managesTeams);
  await ctx.db.transaction(async (tx) => {
    await manageableTeam(tx, actor, teamId);
    const known = may(actor, 'team.any.manage')
      ? await findPersonRow(tx, personId)
      : await findMember(tx, teamId, personId);
    if (!known) throw notFound('person');
    await putIntoTeam(tx, actor, teamId, personId, input);
  });
}

/** Takes somebody out of a team; what they did stays theirs. Errors: `not-found`. */
export async function endMembership(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  teamId: string,
  personId: string,
): Promise<void> {
  whoseBy(actor, managesTeams);
  await ctx.db.transaction(async (tx) => {
    const team = await manageableTeam(tx, actor, teamId);
    if (!(await findMember(tx, teamId, personId))) throw notFound('person');
    await deleteMember(tx, teamId, personId);
    await audit(tx, actor, 'team.leave', { kind: 'person', id: personId }, { teamId });
    await announceReach(tx, team.managerId);
  });
}

/** The same as `changeMembership`, for somebody whom the actor may put there. Errors: `not-found`, `invalid-input`. */
export async function putIntoTeam(
  tx: Transaction,
  actor: Actor,
  teamId: string,
  personId: string,
  { joinedOn, mentorId }: MembershipInput,
): Promise<void> {
  await manageableTeam(tx, actor, teamId);
  const before = await findMember(tx, teamId, personId);
  if (mentorId !== before?.mentorId) await requireRole(tx, mentorId, 'mentor', 'mentorId');
  await saveMember(tx, { teamId, personId, joinedOn, mentorId });
  await audit(tx, actor, 'team.join', { kind: 'person', id: personId }, { teamId, joinedOn, mentorId });
}

/** Tells what a manager has open that their reach is another one now. */
export async function announceReach(tx: Queryable, managerId: string | null): Promise<void> {
  if (managerId !== null) await notifyChange(tx, { kind: 'revoked', personId: managerId });
}

/** Refuses to name somebody for what they do not hold the role for. Errors: `invalid-input`. */
export async function requireRole(
  tx: Queryable,
  personId: string | null,
  role: Role,
  path: string,
): Promise<void> {
  if (personId === null) return;
  const found = await findPersonRow(tx, personId);
  if (found?.roles.includes(role)) return;
  throw new ProblemError('invalid-input', `That is no ${role}`, {
    detail: `${found?.name ?? 'This person'} does not hold the role ${role}. Nothing was changed.`,
    remedy: `Choose somebody who does, or give them the role first.`,
    errors: [{ path, message: `holds no role ${role}` }],
  });
}

async function manageableTeam(tx: Transaction, actor: Actor, teamId: string): Promise<TeamRow> {
  const team = await lockTeam(tx, teamId);
  if (team && may(actor, 'team.any.manage')) return team;
  if (team?.managerId === actor.personId && may(actor, 'team.own.manage')) return team;
  throw notFound('team');
}
