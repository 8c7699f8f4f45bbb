import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { RateWalkthrough, WalkthroughView } from '@springboard/contracts/walkthroughs.ts';
import { saveRating } from '@springboard/db/repositories/walkthroughs.ts';
import { whoseBy } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { ratesWalkthroughs, watchable } from './access.ts';
import { tellOfRating } from './tell.ts';
import { viewPublished } from './watch.ts';

/**
 * Says how helpful a walk-through was; who says it again changes what they said. The author reads it without a name. Errors: `not-found`; `conflict` for
 * one's own.
 */
export async function rateWalkthrough(
  ctx: Pick<Context, 'db' | 'recordings' | 'clock' | 'enqueue' | 'channels'>,
  actor: Actor,
  id: string,
  { stars, text }: RateWalkthrough,
): Promise<WalkthroughView> {
  whoseBy(actor, ratesWalkthroughs);
  const row = await watchable(ctx.db, actor, id);
  if (row.personId === actor.personId)
    throw new ProblemError('conflict', 'This is your own', {
      detail: 'How helpful a walk-through is, others say. Nothing was stored.',
    });
  await ctx.db.transaction(async (tx) => {
    const rating = { walkthroughId: id, personId: actor.personId, stars, text, ratedAt: ctx.clock() };
    const isNew = await saveRating(tx, rating);
    // Not how many stars: managers read the audit, and the words are for the author.
    await audit(tx, actor, 'walkthrough.rate', { kind: 'attempt', id: row.attemptId }, { walkthrough: id });
    if (isNew) await tellOfRating(ctx, tx, row);
  });
  return viewPublished(ctx, actor, await watchable(ctx.db, actor, id));
}
