import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { AddSshKey, SshKeyView } from '@springboard/contracts/ssh.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import {
  countSshKeysOf,
  deleteSshKey,
  insertSshKey,
  listSshKeysOf,
  type SshKeyRow,
} from '@springboard/db/repositories/ssh-keys.ts';
import { readPublicKey } from '@springboard/terminal/node/ssh-server/public-key.ts';
import { authorize, notFound } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';

const mostPerPerson = 20;

/** Registers a public key of the person's own SSH client. Errors: `invalid-input`, `conflict` when it is one of theirs, `limit-reached`. */
export async function addSshKey(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  input: AddSshKey,
): Promise<SshKeyView> {
  authorize(actor, 'ssh-key.own.manage');
  const key = readPublicKey(input.line);
  if ('problem' in key) {
    throw new ProblemError('invalid-input', 'This key cannot be taken', {
      detail: key.problem,
      errors: [{ path: 'line', message: key.problem }],
    });
  }
  const { type, body, fingerprint } = key;
  return ctx.db.transaction(async (tx) => {
    if ((await countSshKeysOf(tx, actor.personId)) >= mostPerPerson) {
      throw new ProblemError('limit-reached', 'Too many SSH keys', {
        detail: `You have ${mostPerPerson} keys already. None was added.`,
        remedy: 'Remove one that is not used any more.',
      });
    }
    const row = await insertSshKey(tx, {
      personId: actor.personId,
      name: input.name,
      type,
      body,
      fingerprint,
    });
    if (!row) {
      throw new ProblemError('conflict', 'This key is registered already', {
        detail: 'It is one of your keys. Nothing was changed.',
        remedy: 'Use it as it is, or remove it first.',
      });
    }
    await audit(tx, actor, 'ssh-key.add', { kind: 'ssh-key', id: row.id }, { name: row.name, fingerprint });
    return viewOf(row);
  });
}

/** The actor's keys, newest first. */
export async function listSshKeys(ctx: Pick<Context, 'db'>, actor: Actor): Promise<SshKeyView[]> {
  authorize(actor, 'ssh-key.own.manage');
  return (await listSshKeysOf(ctx.db, actor.personId)).map(viewOf);
}

/** Removes a key of the actor's, and ends what was logged in with it, at once. Errors: `not-found`. */
export async function removeSshKey(ctx: Pick<Context, 'db'>, actor: Actor, id: string): Promise<void> {
  authorize(actor, 'ssh-key.own.manage');
  await ctx.db.transaction(async (tx) => {
    const row = await deleteSshKey(tx, id, actor.personId);
    if (!row) throw notFound('SSH key');
    const { name, fingerprint } = row;
    await audit(tx, actor, 'ssh-key.remove', { kind: 'ssh-key', id }, { name, fingerprint });
    await notifyChange(tx, { kind: 'revoked', personId: actor.personId });
  });
}

function viewOf({ id, name, type, fingerprint, createdAt, lastUsedAt }: SshKeyRow): SshKeyView {
  return {
    id,
    name,
    type,
    fingerprint,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
