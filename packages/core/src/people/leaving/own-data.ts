import type { Actor } from '@springboard/contracts/actor.ts';
import type { OwnDataView } from '@springboard/contracts/leaving.ts';
import { findAccount, setDeparture } from '@springboard/db/repositories/leaving.ts';
import { authorize } from '../../access.ts';
import { audit } from '../../audit.ts';
import type { Context } from '../../context.ts';

type OwnDataContext = Pick<Context, 'db' | 'limits' | 'clock'>;

/** How it stands with one's own data. */
export async function viewOwnData(ctx: OwnDataContext, actor: Actor): Promise<OwnDataView> {
  authorize(actor, 'person.self.take');
  const account = await findAccount(ctx.db, actor.personId);
  return {
    deletionAskedAt: account?.deletionAskedAt?.toISOString() ?? null,
    recordingsKeptMs: ctx.limits.recordingsKeptMs,
  };
}

/** Asks the operators for the deletion of one's own data, or takes that back; asking twice is asking once. */
export async function askForDeletion(
  ctx: OwnDataContext,
  actor: Actor,
  wanted: boolean,
): Promise<OwnDataView> {
  authorize(actor, 'person.self.take');
  await ctx.db.transaction(async (tx) => {
    const id = actor.personId;
    const before = (await findAccount(tx, id))?.deletionAskedAt ?? null;
    if ((before !== null) === wanted) return;
    await setDeparture(tx, id, { deletionAskedAt: wanted ? ctx.clock() : null });
    await audit(tx, actor, wanted ? 'person.ask-deletion' : 'person.keep-data', { kind: 'person', id });
  });
  return viewOwnData(ctx, actor);
}
