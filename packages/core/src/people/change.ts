import { randomUUID } from 'node:crypto';
import { closeSockets } from '@springboard/auth/close-sockets.ts';
import { hostOperator } from '@springboard/auth/host-token.ts';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { AddPerson, PersonInput, PersonView } from '@springboard/contracts/people.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import {
  findPersonByEmail,
  findPersonRow,
  insertPerson,
  setRoles,
  updatePerson,
} from '@springboard/db/repositories/people.ts';
import { authorize, notFound, whoseBy } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { keepAnOperator } from './keep-operator.ts';
import { giveBackWorkOf } from './lose-roles.ts';
import { putIntoTeam } from './memberships.ts';
import { viewPerson } from './read.ts';

/**
 * Adds somebody who may sign in from now on, by a link that is made for them. A manager adds learners, to a team of theirs; an operator adds
 * anybody. Errors: `forbidden`, `conflict` for an address that somebody has, `not-found` for the team, `invalid-input` for the mentor.
 */
export async function addPerson(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  { team, ...input }: AddPerson,
): Promise<PersonView> {
  const whose = whoseBy(actor, { team: 'team.own.manage', any: 'person.any.manage' });
  const onlyLearner = input.roles.every((role) => role === 'learner');
  if (whose !== 'everybody' && (team === null || !onlyLearner)) throw onlyLearners();
  return ctx.db.transaction(async (tx) => {
    const id = randomUUID();
    if (!(await insertPerson(tx, { id, ...input }))) throw addressTaken(input.email);
    // No name or address: the audit is never changed, and who leaves may want to be forgotten.
    await audit(tx, actor, 'person.add', { kind: 'person', id }, { roles: input.roles });
    if (team !== null) await putIntoTeam(tx, actor, team.id, id, team);
    return written(tx, id);
  });
}

/**
 * Changes name, address and roles; with other roles everything they have open is asked for anew. Errors: `not-found`, `conflict` for an
 * address that somebody else has, and when nobody would be left as an operator.
 */
export async function changePerson(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  id: string,
  input: PersonInput,
): Promise<PersonView> {
  authorize(actor, 'person.any.manage');
  return ctx.db.transaction(async (tx) => {
    const before = id === hostOperator.id ? undefined : await findPersonRow(tx, id);
    if (!before) throw notFound('person');
    const holder = await findPersonByEmail(tx, input.email);
    if (holder !== undefined && holder !== id) throw addressTaken(input.email);
    const { roles, ...rest } = input;
    await updatePerson(tx, id, rest);
    if (before.roles.includes('operator') && !roles.includes('operator')) await keepAnOperator(tx, id);
    await setRoles(tx, id, roles);
    const given = roles.filter((role) => !before.roles.includes(role));
    const taken = before.roles.filter((role) => !roles.includes(role));
    const changed = (['name', 'email'] as const).filter((field) => before[field] !== input[field]);
    await audit(tx, actor, 'person.change', { kind: 'person', id }, { changed, given, taken });
    await giveBackWorkOf(tx, id, taken);
    if (given.length + taken.length > 0) await closeSockets(tx, id);
    return written(tx, id);
  });
}

async function written(tx: Transaction, id: string): Promise<PersonView> {
  const row = await findPersonRow(tx, id);
  if (!row) throw new Error(`person ${id} is not there after they were written`);
  return viewPerson(row);
}

function addressTaken(email: string): ProblemError {
  return new ProblemError('conflict', 'Somebody has this address', {
    detail: `${email} belongs to another person, maybe to one who has left. Nothing was changed.`,
    remedy: 'Look for them in the list, or use another address.',
    errors: [{ path: 'email', message: 'belongs to somebody already' }],
  });
}

function onlyLearners(): ProblemError {
  return new ProblemError('invalid-input', 'Managers invite learners to their teams', {
    detail: 'Other roles, and people without a team, are for an operator to add. Nobody was added.',
    remedy: 'Choose one of your teams, and the role of a learner alone.',
  });
}
