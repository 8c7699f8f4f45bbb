import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { WalkthroughView } from '@springboard/contracts/walkthroughs.ts';
import { lockWalkthrough, setWalkthrough } from '@springboard/db/repositories/walkthroughs.ts';
import { authorize, notFound } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { watchable } from './access.ts';
import { tellOfHidden } from './tell.ts';
import { viewPublished } from './watch.ts';

type HideContext = Pick<Context, 'db' | 'recordings' | 'clock' | 'enqueue' | 'channels'>;

/**
 * Hides a walk-through from everybody but its author and mentors, or shows it again (`reason` null). The author is told why, and it counts for no path
 * while it is hidden. Errors: `not-found`; `conflict` for one's own.
 */
export async function hideWalkthrough(
  ctx: HideContext,
  actor: Actor,
  id: string,
  reason: string | null,
): Promise<WalkthroughView> {
  authorize(actor, 'walkthrough.any.hide');
  const row = await watchable(ctx.db, actor, id);
  if (row.personId === actor.personId)
    throw new ProblemError('conflict', 'This is your own', {
      detail: 'Another mentor hides it, or shows it again. Nothing was changed.',
      remedy: 'You can withdraw it.',
    });
  await ctx.db.transaction(async (tx) => {
    const now = await lockWalkthrough(tx, id);
    if (!now?.published) throw notFound('walk-through');
    if ((now.hiddenAt !== null) === (reason !== null)) return;
    await setWalkthrough(tx, id, {
      hiddenAt: reason === null ? null : ctx.clock(),
      hiddenBy: reason === null ? null : actor.personId,
      hiddenReason: reason,
    });
    const subject = { kind: 'attempt', id: now.attemptId } as const;
    const detail = { walkthrough: id, ...(reason === null ? {} : { reason }) };
    await audit(tx, actor, reason === null ? 'walkthrough.show' : 'walkthrough.hide', subject, detail);
    if (reason !== null) await tellOfHidden(ctx, tx, now, reason);
  });
  return viewPublished(ctx, actor, await watchable(ctx.db, actor, id));
}
