import { listOpenLabTests } from '@springboard/db/repositories/lab-tests.ts';
import { isFree } from '@springboard/db/repositories/locks.ts';
import type { Context } from '../context.ts';
import { labTestLock } from './lock.ts';

/** Has every test looked at that nobody is at work on: its worker was killed, its job was lost, or its environment came to an end. */
export async function wakeForgottenTests(
  ctx: Context,
  jobIdOf: (ctx: Context, id: string) => string,
): Promise<void> {
  for (const { id: labTestId } of await listOpenLabTests(ctx.db))
    if (await isFree(ctx.db, labTestLock(labTestId)))
      await ctx.enqueue(ctx.db, 'lab.test', { labTestId }, { jobId: jobIdOf(ctx, labTestId) });
}
