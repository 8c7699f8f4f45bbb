import type { Context } from './context.ts';

const hourMs = 3_600_000;

/**
 * Work that goes through whole tables or folders, for a reconciler that passes every few seconds: begun again an hour after it was done. It answers
 * whether it was; if not, the next pass goes on.
 */
export function hourly(
  work: (ctx: Context, now: number) => Promise<boolean>,
): (ctx: Context) => Promise<void> {
  const doneAt = new WeakMap<Context['db'], number>();
  return async (ctx) => {
    const now = ctx.clock().getTime();
    if (now - (doneAt.get(ctx.db) ?? Number.NEGATIVE_INFINITY) < hourMs) return;
    if (await work(ctx, now)) doneAt.set(ctx.db, now);
  };
}
