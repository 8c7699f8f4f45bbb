import type { Role } from '@springboard/contracts/roles.ts';
import { recordAudit } from '@springboard/db/audit.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import {
  hasRoleFromGroups,
  listTeamsBy,
  setRolesFromGroups,
  setTeamsFromGroups,
} from '@springboard/db/repositories/group-gains.ts';
import { lockHolders } from '@springboard/db/repositories/people.ts';
import { closeSockets } from '../close-sockets.ts';
import { hostOperator } from '../host-token.ts';
import { whoDid } from '../who-did.ts';
import type { Gains } from './gains.ts';

/** What could not be done as the mapping says. */
export interface NotApplied {
  /** Names of teams that there are not. */
  readonly unknownTeams: readonly string[];
  /** The person stays an operator, since nobody else is. */
  readonly keptOperator: boolean;
}

/** What is to be done in the same transaction for somebody who has lost roles. */
export type LoseRoles = (tx: Transaction, personId: string, lost: readonly Role[]) => Promise<void>;

/**
 * Gives a person what their groups give now, and takes what groups gave before and no longer do; what was given by hand stays. With other roles, everything that
 * they have open is asked for anew, and `loseRoles` hears of those that were taken.
 */
export async function applyGains(
  tx: Transaction,
  personId: string,
  gains: Gains,
  loseRoles: LoseRoles,
): Promise<NotApplied> {
  const keptOperator = await mustStayOperator(tx, personId, gains);
  const roles = await setRolesFromGroups(
    tx,
    personId,
    keptOperator ? [...gains.roles, 'operator'] : gains.roles,
  );
  if (roles.given.length + roles.taken.length > 0) {
    await record(tx, 'person.change', personId, { changed: [], ...roles });
    if (roles.taken.length > 0) await loseRoles(tx, personId, roles.taken);
    await closeSockets(tx, personId);
  }
  const known = await listTeamsBy(tx, { names: gains.teams });
  const teams = await setTeamsFromGroups(
    tx,
    personId,
    known.map(({ id }) => id),
  );
  for (const teamId of teams.given) await record(tx, 'team.join', personId, { teamId });
  for (const teamId of teams.taken) await record(tx, 'team.leave', personId, { teamId });
  // Who manages these teams reads more, or less, from now on.
  for (const { managerId } of await listTeamsBy(tx, { ids: [...teams.given, ...teams.taken] }))
    if (managerId !== null) await notifyChange(tx, { kind: 'revoked', personId: managerId });
  const names = new Set(known.map(({ name }) => name));
  return { unknownTeams: gains.teams.filter((name) => !names.has(name)), keptOperator };
}

async function mustStayOperator(tx: Transaction, personId: string, gains: Gains): Promise<boolean> {
  if (gains.roles.includes('operator') || !(await hasRoleFromGroups(tx, personId, 'operator'))) return false;
  const operators = await lockHolders(tx, 'operator', hostOperator.id);
  return operators.length === 1 && operators[0] === personId;
}

function record(tx: Transaction, action: string, personId: string, detail: Record<string, unknown>) {
  return recordAudit(tx, {
    ...whoDid('system'),
    action,
    subject: { kind: 'person', id: personId },
    detail: { ...detail, from: 'groups' },
  });
}
