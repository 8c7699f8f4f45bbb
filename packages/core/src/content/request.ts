import type { Actor } from '@springboard/contracts/actor.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import { requestContentSync } from '@springboard/db/repositories/content.ts';
import { authorize } from '../access.ts';
import { audit, system } from '../audit.ts';
import type { Context } from '../context.ts';

/** Asks for a sync now. However many ask while one waits, it runs once. */
export async function requestSync(ctx: Context, actor: Actor): Promise<{ request: number }> {
  authorize(actor, 'content.sync');
  return { request: await askForSync(ctx, actor) };
}

/** The same for the repository, whose webhook has proven itself. */
export async function requestSyncByWebhook(ctx: Context): Promise<void> {
  await askForSync(ctx, system);
}

/** For who has just written there. */
export async function askForSync(ctx: Context, who: Actor | typeof system): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const request = await requestContentSync(tx);
    await ctx.enqueue(tx, 'content.sync', {});
    // A push to a busy repository comes every minute; only people are worth a line each.
    if (who !== system) await audit(tx, who, 'content.sync', { kind: 'content', id: 'sync' }, { request });
    await notifyChange(tx, { kind: 'content' });
    return request;
  });
}
