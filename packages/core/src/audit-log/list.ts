import type { Actor } from '@springboard/contracts/actor.ts';
import type { AuditEventView, AuditFilter, AuditQuery } from '@springboard/contracts/audit.ts';
import type { Queryable } from '@springboard/db/client.ts';
import {
  type AuditSearch,
  type Belongings,
  findBelongings,
  findPeopleByName,
  findPeopleOf,
  listAuditActions,
  searchAudit,
} from '@springboard/db/repositories/audit-log.ts';
import { type Rights, whoseBy } from '../access.ts';
import type { Context } from '../context.ts';
import { named } from './named.ts';

/** Who reads what of whom. */
export const readsAudit = { team: 'audit.team.read', any: 'audit.read' } as const satisfies Rights;

/** A name that so many people have finds no more of them. */
const mostNamesakes = 50;

/**
 * A page of the audit, newest first: all of it with `audit.read`; with `audit.team.read` what the people of the teams that the actor manages did, and
 * what was done to what is theirs.
 */
export async function listAudit(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  query: AuditQuery,
): Promise<AuditEventView[]> {
  const search = await searchOf(ctx.db, await scopeOf(ctx.db, actor), query);
  return named(ctx.db, await searchAudit(ctx.db, { ...search, before: query.before }, query.limit));
}

/** Every action that there are lines of, for who looks for some. */
export async function listActions(ctx: Pick<Context, 'db'>, actor: Actor): Promise<string[]> {
  whoseBy(actor, readsAudit);
  return listAuditActions(ctx.db);
}

/** What somebody may read of the audit: null is all of it. Throws `forbidden`. */
export async function scopeOf(db: Queryable, actor: Actor): Promise<Belongings | null> {
  const whose = whoseBy(actor, readsAudit);
  return whose === 'everybody' ? null : findBelongings(db, await findPeopleOf(db, whose));
}

/** A filter as the database is asked. */
export async function searchOf(
  db: Queryable,
  scope: Belongings | null,
  filter: AuditFilter,
): Promise<AuditSearch> {
  const { person, action, subjectKind, subjectId, from, until, q } = filter;
  return {
    about: [
      ...(scope === null ? [] : [scope]),
      ...(person === undefined ? [] : [await findBelongings(db, [person])]),
    ],
    action,
    subjectKind,
    subjectId,
    from: from === undefined ? undefined : new Date(from),
    until: until === undefined ? undefined : new Date(until),
    words:
      q === undefined || q === ''
        ? undefined
        : { text: q, people: await findPeopleByName(db, q, mostNamesakes) },
  };
}
