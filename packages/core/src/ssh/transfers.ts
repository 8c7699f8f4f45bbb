import type { FileTransfer, SshLogin } from '@springboard/terminal/node/ssh-server/authority.ts';
import type { TerminalContext } from '../context.ts';
import { auditSsh } from './log-in.ts';

/** Writes down in the append-only record what somebody did with files by their own SSH client. */
export async function recordTransfers(
  ctx: TerminalContext,
  login: SshLogin,
  transfers: readonly FileTransfer[],
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    for (const { action, environmentId, detail } of transfers)
      await auditSsh(tx, login, action, { kind: 'environment', id: environmentId }, detail);
  });
}
