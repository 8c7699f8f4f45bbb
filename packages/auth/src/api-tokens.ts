import type { Actor } from '@springboard/contracts/actor.ts';
import type { ApiTokenView, CreateApiToken } from '@springboard/contracts/people.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { allows } from '@springboard/contracts/roles.ts';
import { recordAudit } from '@springboard/db/audit.ts';
import type { Database } from '@springboard/db/client.ts';
import { apiToken, person } from '@springboard/db/schema/people.ts';
import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { closeSockets } from './close-sockets.ts';
import { hashOf, newSecret } from './secrets.ts';

/** Every token begins so, for people and scanners to recognise it. */
export const apiTokenPrefix = 'sb_';
/** Tokens of one person that are neither revoked nor expired. */
const mostPerPerson = 50;
/** `last_used_at` is written at most this often. */
const lastUsedEvery = '1 minute';

const isLive = and(
  isNull(apiToken.revokedAt),
  or(isNull(apiToken.expiresAt), gt(apiToken.expiresAt, sql`now()`)),
);

/** Makes a token of the actor's. Its scopes must be rights the actor has right now. The secret is answered only here. */
export async function createApiToken(
  db: Database,
  actor: Actor,
  input: z.output<typeof CreateApiToken>,
): Promise<ApiTokenView & { secret: string }> {
  const beyond = input.scopes.filter(
    (scope) => !allows(actor.roles, scope) || (actor.scopes !== null && !actor.scopes.includes(scope)),
  );
  if (beyond.length > 0) {
    throw new ProblemError('invalid-input', 'Scopes beyond your own rights', {
      detail: `A token can only be given rights that you have. Not yours: ${beyond.join(', ')}. No token was made.`,
      remedy: 'Leave those scopes out.',
      errors: [{ path: 'scopes', message: `not yours: ${beyond.join(', ')}` }],
    });
  }
  const secret = apiTokenPrefix + newSecret();
  return db.transaction(async (tx) => {
    if ((await tx.$count(apiToken, and(eq(apiToken.personId, actor.personId), isLive))) >= mostPerPerson) {
      throw new ProblemError('limit-reached', 'Too many API tokens', {
        detail: `You have ${mostPerPerson} tokens already. No token was made.`,
        remedy: 'Revoke one that is not used any more.',
      });
    }
    const [row] = await tx
      .insert(apiToken)
      .values({
        personId: actor.personId,
        name: input.name,
        secretHash: hashOf(secret),
        scopes: [...new Set(input.scopes)],
        expiresAt: new Date(Date.now() + input.days * 86_400_000),
      })
      .returning();
    if (!row) throw new Error('the token was not inserted');
    await recordAudit(tx, {
      actor: actor.personId,
      via: actor.via,
      action: 'api-token.create',
      subject: { kind: 'api-token', id: row.id },
      detail: { name: row.name, scopes: row.scopes, days: input.days },
      ip: actor.ip,
    });
    return { ...viewOf(row), secret };
  });
}

/** The actor's tokens that still work, newest first. */
export async function listApiTokens(db: Database, actor: Actor): Promise<ApiTokenView[]> {
  const rows = await db
    .select()
    .from(apiToken)
    .where(and(eq(apiToken.personId, actor.personId), isLive))
    .orderBy(desc(apiToken.createdAt));
  return rows.map(viewOf);
}

/** Ends a token of the actor's, and what it has open, at once. Throws `not-found` for anybody else's and for one that ended before. */
export async function revokeApiToken(db: Database, actor: Actor, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [revoked] = await tx
      .update(apiToken)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(apiToken.id, id), eq(apiToken.personId, actor.personId), isNull(apiToken.revokedAt)))
      .returning({ name: apiToken.name });
    if (!revoked) {
      throw new ProblemError('not-found', 'No such token', { detail: 'You have no API token of this id.' });
    }
    await recordAudit(tx, {
      actor: actor.personId,
      via: actor.via,
      action: 'api-token.revoke',
      subject: { kind: 'api-token', id },
      detail: { name: revoked.name },
      ip: actor.ip,
    });
    await closeSockets(tx, actor.personId);
  });
}

/** Whose token this is and what it may do; null when it is unknown, expired, revoked or its person has left. */
export async function apiTokenOf(
  db: Database,
  secret: string,
): Promise<Pick<Actor, 'personId' | 'scopes'> | null> {
  if (!secret.startsWith(apiTokenPrefix)) return null;
  const [found] = await db
    .select({ id: apiToken.id, personId: apiToken.personId, scopes: apiToken.scopes })
    .from(apiToken)
    .innerJoin(person, eq(person.id, apiToken.personId))
    .where(and(eq(apiToken.secretHash, hashOf(secret)), isLive, isNull(person.deactivatedAt)));
  if (!found) return null;
  await db
    .update(apiToken)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(apiToken.id, found.id),
        or(isNull(apiToken.lastUsedAt), sql`${apiToken.lastUsedAt} < now() - ${lastUsedEvery}::interval`),
      ),
    );
  return { personId: found.personId, scopes: found.scopes };
}

function viewOf(row: typeof apiToken.$inferSelect): ApiTokenView {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
