import type { Queryable } from '@springboard/db/client.ts';
import type { Context } from '../../context.ts';

/**
 * Has the queue, the pools and the room looked at soon. To be called in the transaction of whatever may have changed them: a
 * request, an end, a place that became free. Many calls come to one look.
 */
export async function askForAdmission(ctx: Pick<Context, 'enqueue'>, tx: Queryable): Promise<void> {
  await ctx.enqueue(tx, 'environment.admit', {});
}
