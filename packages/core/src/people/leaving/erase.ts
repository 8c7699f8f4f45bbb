import { randomBytes } from 'node:crypto';
import { hostOperator } from '@springboard/auth/host-token.ts';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { ErasedView, ErasureView } from '@springboard/contracts/leaving.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { erasePerson } from '@springboard/db/erasure/erase-person.ts';
import {
  countOwned,
  hasEnvironments,
  hasNamesake,
  listAttemptIds,
} from '@springboard/db/repositories/erasure.ts';
import { findAccount, type PersonAccount } from '@springboard/db/repositories/leaving.ts';
import { listWalkthroughsBy } from '@springboard/db/repositories/walkthroughs.ts';
import { authorize, notFound } from '../../access.ts';
import { audit } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { countRecordings, removeRecordings } from '../../recordings/remove.ts';
import { removeParts } from '../../walkthroughs/files.ts';
import { erasedAlready, lockDeparted, requireLeft } from './departures.ts';
import { requireTyped } from './typed.ts';

type ErasureContext = Pick<Context, 'db' | 'recordings' | 'clock'>;

/** What an erasure would take and leave. Errors: `not-found`; `conflict` when the person has not left, or was erased. */
export async function previewErasure(ctx: ErasureContext, actor: Actor, id: string): Promise<ErasureView> {
  authorize(actor, 'person.any.manage');
  const account = id === hostOperator.id ? undefined : await findAccount(ctx.db, id);
  if (!account) throw notFound('person');
  requireLeft(account);
  if (account.erasedAt !== null) throw erasedAlready();
  const { name, email } = account;
  return {
    person: { id, name, email },
    ...(await countOwned(ctx.db, id)),
    walkthroughs: (await listWalkthroughsBy(ctx.db, id)).length,
    recordings: await countRecordings(ctx.recordings, await listAttemptIds(ctx.db, id)),
    nameStaysInTexts: !(await isTellingName(ctx.db, account)),
  };
}

/**
 * Erases who somebody was: a pseudonym takes their place, their texts and recordings go, and results and audit stay under the pseudonym. It cannot be
 * undone, and the audit does not say whose data it was. Errors: as the preview; `conflict` while an environment of theirs is still there; `invalid-input`
 * unless `confirm` is their address.
 */
export async function eraseData(
  ctx: ErasureContext,
  actor: Actor,
  id: string,
  confirm: string,
): Promise<ErasedView> {
  authorize(actor, 'person.any.manage');
  return ctx.db.transaction(async (tx) => {
    const account = await lockDeparted(tx, id);
    if (account.erasedAt !== null) throw erasedAlready();
    requireTyped(confirm, account.email);
    if (await hasEnvironments(tx, id)) throw stillThere(account);
    // Before the rows: should it fail in between, what says whose they were is still there, and it is done again.
    const recordings = await removeRecordings(ctx.recordings, await listAttemptIds(tx, id));
    const taught = (await listWalkthroughsBy(tx, id)).map((row) => row.id);
    await removeParts(ctx.recordings, taught);
    const mark = randomBytes(6).toString('hex');
    const pseudonym = {
      id: `erased-${mark}`,
      name: `Erased person ${mark.slice(0, 6)}`,
      email: `erased-${mark}@erased.invalid`,
    };
    await erasePerson(
      tx,
      { person: account, pseudonym },
      {
        leftAt: account.deactivatedAt ?? ctx.clock(),
        erasedAt: ctx.clock(),
        withName: await isTellingName(tx, account),
      },
    );
    await audit(tx, actor, 'person.erase', { kind: 'person', id: pseudonym.id }, { recordings });
    return { pseudonym: pseudonym.name, recordings };
  });
}

/** A name of one word is also a word, and that of two people is not only theirs: both are left in what others wrote. */
async function isTellingName(db: Queryable, { id, name }: PersonAccount): Promise<boolean> {
  return /\s/.test(name.trim()) && !(await hasNamesake(db, id, name));
}

function stillThere({ name }: PersonAccount): ProblemError {
  return new ProblemError('conflict', 'An environment of theirs is still there', {
    detail: `What ${name} had on the engine is being taken down, and its terminals may still be written to. Nothing was changed.`,
    remedy: 'Try again in a minute; the System page shows what is left.',
  });
}
