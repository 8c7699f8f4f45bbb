import { type AttemptRow, lockAttemptOfEnvironment } from '@springboard/db/repositories/attempts.ts';
import { type EnvironmentRow, lockEnvironment } from '@springboard/db/repositories/environments.ts';
import { pausedMsOf } from '@springboard/db/repositories/pauses.ts';
import { listIdle } from '@springboard/db/repositories/schedule.ts';
import type { Context } from '../../context.ts';
import { mayPause } from '../lifetime.ts';
import { askForPause } from './pause.ts';

/** Whether nobody has typed, clicked or had output to look at for as long as the limit says. The platform's own checks are nobody. */
export function isIdle(
  ctx: Pick<Context, 'limits' | 'clock'>,
  { readyAt }: Pick<EnvironmentRow, 'readyAt'>,
  { lastActivityAt }: Pick<AttemptRow, 'lastActivityAt'>,
): boolean {
  const { idlePauseMs } = ctx.limits;
  if (idlePauseMs === null || !readyAt) return false;
  const used = Math.max(readyAt.getTime(), lastActivityAt?.getTime() ?? 0);
  return ctx.clock().getTime() - used > idlePauseMs;
}

/** Has the environments paused that nobody uses. */
export async function pauseIdle(ctx: Context): Promise<void> {
  const { idlePauseMs } = ctx.limits;
  if (idlePauseMs === null) return;
  for (const id of await listIdle(ctx.db, new Date(ctx.clock().getTime() - idlePauseMs)))
    await ctx.db.transaction(async (tx) => {
      const attempt = await lockAttemptOfEnvironment(tx, id);
      const row = await lockEnvironment(tx, id);
      if (!attempt || row?.state !== 'ready' || row.pauseReason !== null || !isIdle(ctx, row, attempt))
        return;
      // It ends by its own time then.
      if (!mayPause(await pausedMsOf(tx, id), ctx.limits)) return;
      await askForPause(ctx, tx, id, 'idle');
    });
}
