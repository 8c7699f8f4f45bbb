import {
  changeAttempt,
  findAttemptOfEnvironment,
  lockAttemptOfEnvironment,
} from '@springboard/db/repositories/attempts.ts';
import {
  insertEnvironmentEvent,
  listExpired,
  listUnowned,
  listUnownedOfTests,
} from '@springboard/db/repositories/environments.ts';
import { clearRunning } from '@springboard/db/repositories/grading.ts';
import { listPaused } from '@springboard/db/repositories/pauses.ts';
import { expiresSoon, listUnwarned } from '@springboard/db/repositories/schedule.ts';
import { lookOneLastTime } from '../attempts/last-look.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { tell } from '../notices/tell.ts';
import { count } from './counters.ts';
import { keptUntil } from './lifetime.ts';
import { releaseEnvironment } from './release.ts';

/** So long before its end an environment's person is warned, in milliseconds. */
const warnBeforeMs = 15 * 60_000;

/** So many are looked at one last time in one pass: each takes seconds. */
const lookedAtOnce = 2;

/** Ends ready environments whose time is over. */
export async function endExpired(ctx: Context): Promise<void> {
  for (const row of await listExpired(ctx.db, ctx.clock()))
    await end(ctx, row.id, 'expired', ['ready'], {
      title: 'The time of this environment is over',
      detail:
        'It was taken down. Everything you have passed is kept, and the attempt is still yours to go on with.',
      remedy: 'Reset gives you a fresh environment, with its whole time before it.',
    });
}

/** Ends what is nobody's. */
export async function endUnowned(ctx: Context): Promise<void> {
  const rows = [...(await listUnowned(ctx.db)), ...(await listUnownedOfTests(ctx.db, ctx.clock()))];
  for (const row of rows)
    await ctx.db.transaction(async (tx) => {
      if (await releaseEnvironment(ctx, tx, row.id, { reason: 'unowned', actor: system }))
        count('ended', 'unowned');
    });
}

/** Ends environments that were paused for too long, a few at a time: each is woken for a last look, so that what was done in it counts. */
export async function endPausedTooLong(ctx: Context, signal: AbortSignal): Promise<void> {
  const now = ctx.clock();
  const overdue = (await listPaused(ctx.db)).filter((one) => keptUntil(one, ctx.limits) < now);
  await Promise.all(overdue.slice(0, lookedAtOnce).map(({ id }) => endPaused(ctx, id, signal)));
}

async function endPaused(ctx: Context, id: string, signal: AbortSignal): Promise<void> {
  const attempt = await findAttemptOfEnvironment(ctx.db, id);
  if (attempt) {
    await lookOneLastTime(ctx, attempt.id, signal, 'environment');
    // The attempt goes on without an environment: a look that was cut off is not running any more.
    await clearRunning(ctx.db, attempt.id);
  }
  await end(ctx, id, 'paused-too-long', ['paused', 'ready'], {
    title: 'This environment was paused for too long',
    detail:
      'It was taken down to make room. Everything you have passed is kept, and the attempt is still yours to go on with.',
    remedy: 'Reset gives you a fresh environment.',
  });
}

async function end(
  ctx: Context,
  id: string,
  why: 'expired' | 'paused-too-long',
  from: readonly ('ready' | 'paused')[],
  problem: { title: string; detail: string; remedy: string },
): Promise<void> {
  const ended = await ctx.db.transaction((tx) =>
    releaseEnvironment(ctx, tx, id, { reason: 'expired', actor: system, problem, from }),
  );
  if (!ended) return;
  count('ended', why);
  ctx.log.info({ environmentId: id, why }, 'An environment has had its time.');
}

/** Notes that an environment ends soon, once per end, and has its page told. */
export async function warnOfEnd(ctx: Context): Promise<void> {
  const now = ctx.clock();
  for (const { id, expiresAt } of await listUnwarned(ctx.db, now, warnBeforeMs))
    await ctx.db.transaction(async (tx) => {
      const attempt = await lockAttemptOfEnvironment(tx, id);
      const minutes = Math.max(1, Math.ceil((expiresAt.getTime() - now.getTime()) / 60_000));
      const message = `It ends in ${minutes} min unless it is extended.`;
      const event = { environmentId: id, at: now, actor: system, reason: expiresSoon, message };
      await insertEnvironmentEvent(tx, { ...event, kind: 'stage' });
      if (!attempt) return;
      await changeAttempt(tx, attempt.id);
      await tell(ctx, tx, [attempt.personId], {
        kind: 'environment-ends',
        // Extended, it comes to another end.
        about: `${id} ${expiresAt.toISOString()}`,
        title: `Your environment of ${attempt.slug} is about to end`,
        detail: `In ${minutes} min, unless it is extended. What you have passed is kept.`,
        link: `/attempts/${attempt.id}`,
      });
    });
}
