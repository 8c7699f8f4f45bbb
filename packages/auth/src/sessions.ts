import type { Actor } from '@springboard/contracts/actor.ts';
import type { SessionView } from '@springboard/contracts/people.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { recordAudit } from '@springboard/db/audit.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { session, verification } from '@springboard/db/schema/people.ts';
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { Auth } from './auth.ts';
import { closeSockets } from './close-sockets.ts';
import { sessionOf } from './sign-in.ts';
import { whoDid } from './who-did.ts';

/** The browsers in which the actor is signed in, the latest sign-in first. `headers` say which of them asks. */
export async function listSessions(auth: Auth, actor: Actor, headers: Headers): Promise<SessionView[]> {
  const current = actor.via === 'session' ? await sessionOf(auth, headers) : null;
  const rows = await auth.db
    .select()
    .from(session)
    .where(and(eq(session.personId, actor.personId), gt(session.expiresAt, sql`now()`)))
    .orderBy(desc(session.createdAt));
  return rows.map(({ id, userAgent, ipAddress, createdAt, expiresAt }) => ({
    id,
    current: id === current?.sessionId,
    userAgent: userAgent || null,
    ip: ipAddress || null,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

/** Ends one session of the actor's, and what it has open, at once. Throws `not-found`. */
export async function endSession(auth: Auth, actor: Actor, id: string): Promise<void> {
  await auth.db.transaction(async (tx) => {
    const ended = await tx
      .delete(session)
      .where(and(eq(session.id, id), eq(session.personId, actor.personId)))
      .returning({ id: session.id });
    if (ended.length === 0) {
      throw new ProblemError('not-found', 'Not found', {
        detail: 'There is no such session here.',
        remedy: 'Reload the page: it may have ended by itself.',
      });
    }
    await recordAudit(tx, {
      ...whoDid(actor),
      action: 'session.revoke',
      subject: { kind: 'person', id: actor.personId },
      detail: { session: id },
    });
    await closeSockets(tx, actor.personId);
  });
}

/** Ends every session of a person and voids their unused sign-in links; open sockets close at commit. API tokens go on. */
export async function revokeSessions(
  tx: Transaction,
  personId: string,
  by: Actor | 'system',
  left = false,
): Promise<void> {
  await tx.delete(session).where(eq(session.personId, personId));
  await tx.delete(verification).where(eq(verification.value, personId));
  await recordAudit(tx, {
    ...whoDid(by),
    action: 'session.revoke-all',
    subject: { kind: 'person', id: personId },
  });
  await closeSockets(tx, personId, left);
}
