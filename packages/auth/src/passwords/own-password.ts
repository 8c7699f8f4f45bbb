import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { OwnPasswordView, SetPassword } from '@springboard/contracts/sign-in.ts';
import { recordAudit } from '@springboard/db/audit.ts';
import { findOwnPassword, savePassword } from '@springboard/db/repositories/passwords.ts';
import { session } from '@springboard/db/schema/people.ts';
import { and, eq, ne } from 'drizzle-orm';
import type { Auth } from '../auth.ts';
import { closeSockets } from '../close-sockets.ts';
import { sessionOf } from '../sign-in.ts';
import { whoDid } from '../who-did.ts';
import { hashPassword, isPassword } from './hash.ts';
import { passwordProblem } from './rules.ts';

/** Who came by a link is believed to be that person for so long without the password they may have forgotten, in milliseconds. */
const linkCountsForMs = 3_600_000;

/** Whether the actor has a password, and what it takes to change it. `headers` say which session asks. */
export async function getOwnPassword(auth: Auth, actor: Actor, headers: Headers): Promise<OwnPasswordView> {
  const own = await findOwnPassword(auth.db, actor.personId);
  const asking = await askingSession(auth, actor, headers);
  const setAt = own?.setAt ?? null;
  return { setAt: setAt?.toISOString() ?? null, oldNeeded: setAt !== null && !asking?.justByLink };
}

/**
 * Sets the actor's password, or another one, and ends their other sessions with what those have open. Errors: `invalid-input` for one that is not taken, or without the present
 * one where it is needed; `wrong-password` when that is another; `conflict` for the first one without a session.
 */
export async function setOwnPassword(
  auth: Auth,
  actor: Actor,
  input: SetPassword,
  headers: Headers,
): Promise<void> {
  const own = await findOwnPassword(auth.db, actor.personId);
  if (!own) throw new Error(`person ${actor.personId} left in the midst of a request`);
  const problem = passwordProblem(input.password, own);
  if (problem !== null) throw notTaken('password', problem);
  const asking = await askingSession(auth, actor, headers);
  if (own.hash === null && asking === null) throw onlyInAPage();
  if (own.hash !== null && !asking?.justByLink) {
    if (input.old === null) throw notTaken('old', 'is needed to change the password');
    if (!(await isPassword(own.hash, input.old))) throw anotherOne();
  }
  const hash = await hashPassword(input.password);
  await auth.db.transaction(async (tx) => {
    await savePassword(tx, actor.personId, hash);
    await tx
      .delete(session)
      .where(and(eq(session.personId, actor.personId), ne(session.id, asking?.id ?? '')));
    await recordAudit(tx, {
      ...whoDid(actor),
      action: own.hash === null ? 'password.set' : 'password.change',
      subject: { kind: 'person', id: actor.personId },
    });
    await closeSockets(tx, actor.personId);
  });
}

async function askingSession(auth: Auth, actor: Actor, headers: Headers) {
  const current = actor.via === 'session' ? await sessionOf(auth, headers) : null;
  if (current === null) return null;
  const { cameBy, createdAt } = session;
  const [row] = await auth.db
    .select({ cameBy, createdAt })
    .from(session)
    .where(eq(session.id, current.sessionId));
  if (!row) return null;
  const justByLink = row.cameBy === 'link' && row.createdAt.getTime() > Date.now() - linkCountsForMs;
  return { id: current.sessionId, justByLink };
}

function notTaken(path: 'password' | 'old', message: string): ProblemError {
  const what = path === 'old' ? 'The present password' : 'The new password';
  return new ProblemError('invalid-input', 'The password was not changed', {
    detail: `${what} ${message}.`,
    errors: [{ path, message }],
  });
}

function anotherOne(): ProblemError {
  return new ProblemError('wrong-password', 'The present password is another one', {
    detail: 'The password was not changed.',
    remedy: 'Who has forgotten it signs in by a link from an operator, and sets a new one within an hour.',
  });
}

function onlyInAPage(): ProblemError {
  return new ProblemError('conflict', 'A first password is set in the page', {
    detail: 'An API token cannot set it: whoever has the token would get in for good. Nothing was changed.',
    remedy: 'Sign in, and set it under Settings.',
  });
}
