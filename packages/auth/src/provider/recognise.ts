import { randomUUID } from 'node:crypto';
import type { ProviderConfig } from '@springboard/config/sign-in/sign-in.ts';
import type { ProviderProblem } from '@springboard/contracts/sign-in.ts';
import { recordAudit } from '@springboard/db/audit.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { findAccountOwner, insertAccount, lockByEmail } from '@springboard/db/repositories/accounts.ts';
import { insertPerson } from '@springboard/db/repositories/people.ts';
import { hostOperator } from '../host-token.ts';
import { whoDid } from '../who-did.ts';
import { type Gains, gainsOf } from './gains.ts';
import type { ProviderSaid } from './said.ts';

/** Somebody who may come in, or why not; whose sign-in it was, where that is known. */
export type Recognised =
  | { readonly personId: string; readonly gains: Gains }
  | { readonly refused: ProviderProblem; readonly personId: string | null };

const longestName = 120;

/**
 * Who it is that the provider speaks of: by issuer and subject, and at the first time by an address that the provider has verified, which binds this account to
 * them for good. Makes newcomers, where settings take them.
 */
export async function recognise(
  tx: Transaction,
  said: ProviderSaid,
  settings: Pick<ProviderConfig, 'groups' | 'newcomers'>,
): Promise<Recognised> {
  const gains = gainsOf(settings.groups, said.groups ?? []);
  const owner = await findAccountOwner(tx, said.issuer, said.subject);
  if (owner) return owner.deactivatedAt === null ? { personId: owner.personId, gains } : left(owner.personId);
  if (said.verifiedEmail === null) return { refused: 'no-email', personId: null };
  const known = await lockByEmail(tx, said.verifiedEmail);
  // Commands on the host act as that one; it is nobody who signs in.
  if (known?.personId === hostOperator.id) return { refused: 'unknown', personId: null };
  if (known)
    return known.deactivatedAt === null ? bind(tx, known.personId, said, gains) : left(known.personId);
  const inAGroup = gains.roles.length + gains.teams.length > 0;
  if (settings.newcomers === 'refuse' || (settings.newcomers === 'in-a-group' && !inAGroup))
    return { refused: 'unknown', personId: null };
  return bind(tx, await addNewcomer(tx, said, gains), said, gains);
}

async function bind(
  tx: Transaction,
  personId: string,
  said: ProviderSaid,
  gains: Gains,
): Promise<Recognised> {
  const { issuer, subject } = said;
  // Somebody was the first with this very account a moment ago, in another tab.
  const same = (await findAccountOwner(tx, issuer, subject))?.personId === personId;
  if (!same && !(await insertAccount(tx, { personId, issuer, subject })))
    return { refused: 'bound-elsewhere', personId };
  if (!same) await record(tx, 'provider-account.bind', personId, { issuer, subject });
  return { personId, gains };
}

/** With what their groups give, or as a learner where those give no role. */
async function addNewcomer(tx: Transaction, said: ProviderSaid, gains: Gains): Promise<string> {
  const id = randomUUID();
  const email = said.verifiedEmail ?? '';
  const name = (said.name ?? email).replaceAll('\0', '').slice(0, longestName);
  const roles = gains.roles.length === 0 ? (['learner'] as const) : [];
  if (!(await insertPerson(tx, { id, name, email, roles })))
    throw new Error('somebody with this address was added at the same moment');
  await record(tx, 'person.add', id, { roles });
  return id;
}

const left = (personId: string): Recognised => ({ refused: 'left', personId });

function record(tx: Transaction, action: string, personId: string, detail: Record<string, unknown>) {
  const subject = { kind: 'person', id: personId };
  return recordAudit(tx, { ...whoDid('system'), action, subject, detail: { ...detail, from: 'provider' } });
}
