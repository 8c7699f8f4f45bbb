import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { RevokeSignOff, SignOffInput } from '@springboard/contracts/readiness.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { listAssigned, listPathRows } from '@springboard/db/repositories/paths.ts';
import { findPersonRow } from '@springboard/db/repositories/people.ts';
import { endSignOff, insertSignOff } from '@springboard/db/repositories/readiness.ts';
import { isAmong } from '@springboard/db/repositories/whose.ts';
import { PathDefinition } from '@springboard/lab-format/model/path.ts';
import { notFound, type Rights, whoseBy } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';

/** Who gives their word for whom. */
export const signsOff = {
  team: 'readiness.team.sign',
  any: 'readiness.any.sign',
} as const satisfies Rights;

/**
 * Says that a person has a skill that a path of theirs asks for, and what that stands on; one that stood before has its end with it. Errors: `not-found` for the person, and
 * for a skill that no path of theirs asks for; `conflict` for oneself.
 */
export async function signOff(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  personId: string,
  { skillId, note }: SignOffInput,
): Promise<{ readonly id: string }> {
  const whose = whoseBy(actor, signsOff);
  const person = await findPersonRow(ctx.db, personId);
  if (!person || !(await isAmong(ctx.db, whose, personId))) throw notFound('person');
  if (personId === actor.personId)
    throw new ProblemError('conflict', 'Nobody signs off themself', {
      detail: 'A sign-off is the word of somebody else who has seen it done. Nothing was changed.',
      remedy: 'Ask a mentor, or the manager of your team.',
    });
  if (!(await isAskedOf(ctx.db, personId, skillId))) throw notFound('skill');
  return ctx.db.transaction(async (tx) => {
    const by = { signedBy: actor.personId, signedAt: ctx.clock() };
    const id = await insertSignOff(tx, { personId, skillId, note, ...by });
    const detail = { skill: skillId, signOffId: id };
    await audit(tx, actor, 'readiness.sign-off', { kind: 'person', id: personId }, detail);
    return { id };
  });
}

/** Takes a sign-off back, whoever gave it, with the reason; an earlier one does not come to life by it. Errors: `not-found`. */
export async function revokeSignOff(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  id: string,
  { reason }: RevokeSignOff,
): Promise<void> {
  const whose = whoseBy(actor, signsOff);
  await ctx.db.transaction(async (tx) => {
    const end = { endedAt: ctx.clock(), endedBy: actor.personId, endReason: reason };
    const row = await endSignOff(tx, id, end);
    // Thrown out of the transaction: what was taken back stands.
    if (!row || !(await isAmong(tx, whose, row.personId))) throw notFound('sign-off');
    const detail = { skill: row.skillId, signOffId: id, reason };
    await audit(tx, actor, 'readiness.revoke', { kind: 'person', id: row.personId }, detail);
  });
}

async function isAskedOf(db: Queryable, personId: string, skillId: string): Promise<boolean> {
  const assigned = await listAssigned(db, { own: personId, managedBy: null });
  const rows = await listPathRows(db, [...new Set(assigned.map(({ pathId }) => pathId))]);
  return rows.some(({ definition }) =>
    PathDefinition.parse(definition).readiness.some(({ signOffs }) => signOffs.includes(skillId)),
  );
}
