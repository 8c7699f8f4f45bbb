import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { changeEnvironment } from '@springboard/db/repositories/environments.ts';
import { pausedMsOf } from '@springboard/db/repositories/pauses.ts';
import { anybodyWaitsForRoom } from '@springboard/db/repositories/schedule.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { extended } from '../environments/lifetime.ts';
import { changeOwnEnvironment, notReady } from './own-environment.ts';
import { spokenTime } from './spoken-time.ts';

/**
 * More time, up to the longest life there is, while nobody waits for room. Errors: `not-found`, `attempt-over`, `environment-not-ready`,
 * `limit-reached`.
 */
export async function extendEnvironment(ctx: Context, actor: Actor, id: string): Promise<AttemptView> {
  return changeOwnEnvironment(ctx, actor, id, async ({ tx, environment }) => {
    const { readyAt } = environment;
    const lives = environment.state === 'ready' || environment.state === 'saving';
    if (!lives || !readyAt || !environment.expiresAt) throw notReady();
    const pausedMs = await pausedMsOf(tx, environment.id);
    const expiresAt = extended({ readyAt, expiresAt: environment.expiresAt, pausedMs }, ctx.limits);
    if (!expiresAt) throw longestLifeReached(ctx.limits.longestLifeMs);
    if (await anybodyWaitsForRoom(tx)) throw othersWait();
    await changeEnvironment(tx, environment.id, { expiresAt });
    const subject = { kind: 'environment', id: environment.id } as const;
    await audit(tx, actor, 'environment.extend', subject, { expiresAt: expiresAt.toISOString() });
  });
}

function longestLifeReached(longestLifeMs: number): ProblemError {
  return new ProblemError('limit-reached', 'It cannot be extended any further', {
    detail: `An environment lives for at most ${spokenTime(longestLifeMs)}, pauses not counted. Nothing was changed; what you have passed is kept.`,
    remedy: 'Reset gives you a fresh environment with its whole time before it, now or when this one ends.',
  });
}

function othersWait(): ProblemError {
  return new ProblemError('limit-reached', 'Others are waiting for room', {
    detail:
      'While the host is full, environments are not extended: somebody waits for the room of this one. Nothing was changed; what you have passed is kept.',
    remedy:
      'Try again later; before it ends you are warned. Reset gives you another one when this one has ended.',
  });
}
