import { changeAttempt, findOwnAttempt, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import {
  type EnvironmentRow,
  findEnvironment,
  lockEnvironment,
} from '@springboard/db/repositories/environments.ts';
import type { SshLogin, SshReach } from '@springboard/terminal/node/ssh-server/authority.ts';
import type { TerminalContext } from '../context.ts';
import { askForResume } from '../environments/changes/resume.ts';
import { unseal } from '../environments/seal.ts';
import { appliedOf, StoredSpec, visibleNodes } from '../environments/spec.ts';
import { auditSsh } from './log-in.ts';

/** Looks at the environment that the attempt has now. */
export async function reachBySsh(ctx: TerminalContext, login: SshLogin): Promise<SshReach> {
  const attempt = await findOwnAttempt(ctx.db, login.attemptId, login.personId);
  const row =
    attempt?.state === 'active' && attempt.environmentId !== null
      ? await findEnvironment(ctx.db, attempt.environmentId)
      : undefined;
  const applied = row && appliedOf(row);
  if (!row?.promptOpen || !applied) return row?.state === 'paused' ? { state: 'paused' } : away(row);
  const { topology } = StoredSpec.parse(row.spec);
  return {
    state: 'open',
    environmentId: row.id,
    nodes: visibleNodes(topology).map(({ name, address, terminal }) => ({
      name,
      address,
      hostKey: terminal ? (applied.nodes[name]?.hostKey ?? null) : null,
    })),
    privateKey: unseal(ctx.secret, row.id, row.sealedPrivateKey),
  };
}

/** Has a paused environment woken, as its person does in the page; one that is being woken already goes on. */
export async function wakeBySsh(ctx: TerminalContext, login: SshLogin): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const attempt = await lockAttempt(tx, login.attemptId);
    if (attempt?.state !== 'active' || attempt.personId !== login.personId) return;
    const row = attempt.environmentId === null ? undefined : await lockEnvironment(tx, attempt.environmentId);
    if (row?.state !== 'paused' || row.course === 'resume') return;
    await askForResume(ctx, tx, row);
    await auditSsh(tx, login, 'environment.resume', { kind: 'environment', id: row.id });
    await changeAttempt(tx, attempt.id, { lastActivityAt: ctx.clock() });
  });
}

function away(row: EnvironmentRow | undefined): SshReach {
  return { state: 'away', said: sentenceOf(row?.state) };
}

function sentenceOf(state: EnvironmentRow['state'] | undefined): string {
  switch (state) {
    case 'queued':
    case 'provisioning':
    case 'pooled':
    case 'claimed':
      return 'The environment is still being made. Connect again in a moment; its page shows how far it is.';
    case 'rewinding':
      return 'The environment goes back to a save point. Connect again in a moment.';
    case 'failed':
    case 'lost':
      return 'The environment does not run any more. Its page says why, and Reset there gives you a fresh one.';
    default:
      return 'The nodes of this environment take no terminals at this moment. Its page says how it is.';
  }
}
