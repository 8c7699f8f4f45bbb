import { hashOf, newSecret } from '@springboard/auth/secrets.ts';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { TerminalTicket } from '@springboard/contracts/attempts.ts';
import type { FollowedTerminal } from '@springboard/contracts/follows.ts';
import { findAttempt } from '@springboard/db/repositories/attempts.ts';
import { type EnvironmentRow, findEnvironment } from '@springboard/db/repositories/environments.ts';
import { findFollow, listOpenedTerminals } from '@springboard/db/repositories/follows.ts';
import { insertTicket } from '@springboard/db/repositories/terminals.ts';
import { authorize, notFound } from '../access.ts';
import { audit } from '../audit.ts';
import type { TerminalContext } from '../context.ts';
import { StoredSpec, visibleNodes } from '../environments/spec.ts';
import { ticketLifeMs } from '../terminals.ts';
import { holds } from './view.ts';

/** The terminals that a mentor who follows can look at: the first of each node, and what else the learner opened within the day. Errors: `not-found`. */
export async function listFollowedTerminals(
  ctx: Pick<TerminalContext, 'db' | 'clock'>,
  actor: Actor,
  followId: string,
): Promise<FollowedTerminal[]> {
  const { attemptId, environment } = await followed(ctx, actor, followId);
  const nodes = nodesOf(environment);
  const opened = (await listOpenedTerminals(ctx.db, attemptId)).filter(({ number }) => number > 1);
  return nodes.flatMap((node) => [
    { node, number: 1 },
    ...opened.filter((one) => one.node === node).sort((a, b) => a.number - b.number),
  ]);
}

/**
 * A mentor's one-use ticket for a terminal that the learner has open; valid 30 s. It opens no shell of its own. Errors: `not-found`, also
 * for a follow that does not hold.
 */
export async function issueFollowTicket(
  ctx: TerminalContext,
  actor: Actor,
  followId: string,
  target: FollowedTerminal,
): Promise<TerminalTicket> {
  const { attemptId, environment } = await followed(ctx, actor, followId);
  if (!nodesOf(environment).includes(target.node)) throw notFound('node');
  const secret = newSecret();
  const expiresAt = new Date(ctx.clock().getTime() + ticketLifeMs);
  await ctx.db.transaction(async (tx) => {
    await insertTicket(tx, {
      secretHash: hashOf(secret),
      personId: actor.personId,
      attemptId,
      ...target,
      mode: 'observer',
      followId,
      expiresAt,
    });
    await audit(tx, actor, 'follow.open', { kind: 'attempt', id: attemptId }, { followId, ...target });
  });
  return { ticket: secret, url: ctx.gatewayUrl, expiresAt: expiresAt.toISOString() };
}

async function followed(
  ctx: Pick<TerminalContext, 'db' | 'clock'>,
  actor: Actor,
  followId: string,
): Promise<{ attemptId: string; environment: EnvironmentRow }> {
  authorize(actor, 'terminal.any.follow');
  const follow = await findFollow(ctx.db, followId);
  const attempt = follow && (await findAttempt(ctx.db, follow.attemptId));
  const mine = follow?.mentorId === actor.personId && follow.state === 'following';
  if (!attempt || !mine || !holds(follow, attempt, ctx.clock())) throw notFound('request to follow');
  const environment = await findEnvironment(ctx.db, follow.environmentId);
  if (!environment) throw notFound('environment');
  return { attemptId: attempt.id, environment };
}

function nodesOf(environment: EnvironmentRow): string[] {
  const { topology } = StoredSpec.parse(environment.spec);
  return visibleNodes(topology).flatMap(({ name, terminal }) => (terminal ? [name] : []));
}
