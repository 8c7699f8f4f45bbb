import { recordAudit } from '@springboard/db/audit.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { findOwnAttempt } from '@springboard/db/repositories/attempts.ts';
import { findSshLogin, noteSshKeyUsed, sshKeyExists } from '@springboard/db/repositories/ssh-keys.ts';
import type { SshLogin, SshLoginRequest } from '@springboard/terminal/node/ssh-server/authority.ts';
import type { AuditSubject } from '../audit.ts';
import type { TerminalContext } from '../context.ts';
import { authorizeTerminal, mayHoldTerminals } from '../terminals.ts';

/** Logs in to the key owner's own running attempt. Null for everything else, whatever it is: who asks does not learn which attempts exist. */
export async function logInBySsh(ctx: TerminalContext, request: SshLoginRequest): Promise<SshLogin | null> {
  const { fingerprint, body, attemptId, ip } = request;
  const row = await findSshLogin(ctx.db, { fingerprint, attemptId });
  if (row?.body !== body || row.attemptState !== 'active') return null;
  const { personId, keyId } = row;
  if (!(await mayHoldTerminals(ctx, personId))) return null;
  const login = { personId, keyId, attemptId, ip };
  await ctx.db.transaction(async (tx) => {
    await noteSshKeyUsed(tx, keyId);
    await auditSsh(tx, login, 'ssh.log-in', { kind: 'attempt', id: attemptId }, { fingerprint });
  });
  return login;
}

/** Whether it may stay: the key is still registered, the attempt goes on, and so does this environment of it, when given. */
export async function authorizeSshLogin(
  ctx: TerminalContext,
  { personId, keyId, attemptId }: SshLogin,
  environmentId: string | null,
): Promise<boolean> {
  if (!(await sshKeyExists(ctx.db, keyId))) return false;
  if (environmentId !== null) return authorizeTerminal(ctx, { personId, attemptId, environmentId });
  if (!(await mayHoldTerminals(ctx, personId))) return false;
  return (await findOwnAttempt(ctx.db, attemptId, personId))?.state === 'active';
}

/** Says who did it, by their own SSH client. */
export async function auditSsh(
  tx: Queryable,
  { personId, ip }: SshLogin,
  action: string,
  subject: AuditSubject,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await recordAudit(tx, { actor: personId, via: 'ssh-key', action, subject, detail, ip });
}
