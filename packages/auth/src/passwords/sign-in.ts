import { ProblemError } from '@springboard/contracts/problems.ts';
import type { PasswordSignIn } from '@springboard/contracts/sign-in.ts';
import { recordAudit } from '@springboard/db/audit.ts';
import { findPasswordByEmail } from '@springboard/db/repositories/passwords.ts';
import type { Auth } from '../auth.ts';
import { openSession } from '../open-session.ts';
import type { RequestOrigin } from '../request-origin.ts';
import { isPassword } from './hash.ts';

/**
 * Opens a session for whoever knows the password of an address. Takes as long for an address that nobody has. Answers the values of `Set-Cookie`. Errors:
 * `wrong-password`, `forbidden` for who has left, `unavailable` when too many try at once. Whoever calls it limits tries.
 */
export async function signInWithPassword(
  auth: Auth,
  { email, password }: PasswordSignIn,
  request: RequestOrigin,
): Promise<readonly string[]> {
  const found = await findPasswordByEmail(auth.db, email.toLowerCase());
  if (!(await isPassword(found?.hash ?? null, password)) || !found) {
    if (found) await recordRefusal(auth, found.personId, 'wrong-password', request);
    throw wrongPassword();
  }
  const { personId, deactivatedAt } = found;
  if (deactivatedAt !== null) {
    await recordRefusal(auth, personId, 'left', request);
    throw new ProblemError('forbidden', 'You cannot sign in any more', {
      detail: 'Your account here has been closed. What you did is kept.',
      remedy: 'If that is a mistake, tell an operator.',
    });
  }
  return openSession(auth, { personId, cameBy: 'password' }, request);
}

function recordRefusal(auth: Auth, personId: string, why: string, { ip }: RequestOrigin): Promise<void> {
  return recordAudit(auth.db, {
    actor: 'system',
    via: 'password',
    action: 'sign-in.refuse',
    subject: { kind: 'person', id: personId },
    detail: { why },
    ip,
  });
}

/** The one answer to an unknown address, to one without a password, and to another password. */
function wrongPassword(): ProblemError {
  return new ProblemError('wrong-password', 'Address and password do not match', {
    detail: 'Either the address is not known here, or it has another password, or none.',
    remedy: 'Try again, or sign in another way.',
  });
}
