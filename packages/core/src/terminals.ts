import { hashOf, newSecret } from '@springboard/auth/secrets.ts';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { TerminalTicket } from '@springboard/contracts/attempts.ts';
import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import { findAttempt, findOwnAttempt } from '@springboard/db/repositories/attempts.ts';
import { findEnvironment, findEnvironmentState } from '@springboard/db/repositories/environments.ts';
import {
  claimRun,
  insertTicket,
  type TerminalTicketRow,
  ticketExists,
  useTicket,
} from '@springboard/db/repositories/terminals.ts';
import { authorize, mayStill, notFound } from './access.ts';
import { environmentWithPrompt } from './attempts/prompt.ts';
import { audit } from './audit.ts';
import type { TerminalContext } from './context.ts';
import { unseal } from './environments/seal.ts';
import { appliedOf, StoredSpec, visibleNodes } from './environments/spec.ts';
import { mentorFollowing } from './follows/sharing.ts';
import { noteActivity } from './grading/schedule.ts';

/** A ticket is fetched right before the socket is opened; it need not live longer, in milliseconds. */
export const ticketLifeMs = 30_000;

const noTerminals = {
  title: 'No prompt yet',
  detail: 'The nodes of this environment do not take terminals at this moment.',
  whenPaused: 'The environment is paused. Resume it, and its terminals go on where they were.',
  otherwise:
    'The terminal opens by itself when the nodes have booted; if the environment failed or ended, reset it.',
};

/** What a valid ticket opens. */
export interface TerminalGrant {
  readonly granted: true;
  readonly personId: string;
  readonly attemptId: string;
  readonly environmentId: string;
  readonly node: string;
  readonly number: number;
  /** Whether its holder may type (`owner`) or only watch (`observer`). */
  readonly mode: TerminalTicketRow['mode'];
  /** Of a mentor who follows the attempt's learner; undefined for the learner. */
  readonly follow: { readonly id: string; readonly mentor: string } | undefined;
  /** Pinned public host key of the node, as the driver read it: `ssh-ed25519 AAAA…`. */
  readonly hostKey: string;
  /** OpenSSH private key that may log in as root on the environment's nodes. Never logged, never sent on. */
  readonly privateKey: string;
}

export interface TerminalRejection {
  readonly granted: false;
  readonly reason: 'unknown' | 'used' | 'expired' | 'forbidden' | 'attempt-over' | 'environment-not-ready';
  /** For the person: what happened and what to do. */
  readonly detail: string;
}

/** A one-use ticket for the gateway, valid 30 s. Errors: `not-found`, `attempt-over`, `environment-not-ready`. */
export async function issueTerminalTicket(
  ctx: TerminalContext,
  actor: Actor,
  attemptId: string,
  target: { node: string; number: number },
): Promise<TerminalTicket> {
  authorize(actor, 'terminal.own.open');
  const environment = await environmentWithPrompt(ctx, actor, attemptId, noTerminals);
  const { topology } = StoredSpec.parse(environment.spec);
  const node = visibleNodes(topology).find((one) => one.name === target.node && one.terminal);
  if (!node) throw notFound('node');

  const secret = newSecret();
  const expiresAt = new Date(ctx.clock().getTime() + ticketLifeMs);
  await ctx.db.transaction(async (tx) => {
    await insertTicket(tx, {
      secretHash: hashOf(secret),
      personId: actor.personId,
      attemptId,
      node: node.name,
      number: target.number,
      mode: 'owner',
      expiresAt,
    });
    await audit(
      tx,
      actor,
      'terminal.open',
      { kind: 'attempt', id: attemptId },
      {
        node: node.name,
        number: target.number,
      },
    );
  });
  return { ticket: secret, url: ctx.gatewayUrl, expiresAt: expiresAt.toISOString() };
}

/** Uses a ticket up. The gateway's first question about a socket; a bad ticket is an answer, never an exception. */
export async function redeemTerminalTicket(
  ctx: TerminalContext,
  secret: string,
): Promise<TerminalGrant | TerminalRejection> {
  const secretHash = hashOf(secret);
  const now = ctx.clock();
  const ticket = await useTicket(ctx.db, secretHash, now);
  if (!ticket) {
    if (await ticketExists(ctx.db, secretHash)) return rejected('used', 'This ticket was used before.');
    return rejected('unknown', 'This ticket is not known.');
  }
  if (ticket.expiresAt <= now) return rejected('expired', 'This ticket is older than 30 seconds.');
  const { personId, attemptId, node, number, mode } = ticket;
  const follow = ticket.followId === null ? undefined : await followOf(ctx, ticket.followId, personId);
  if (follow === null) return rejected('forbidden', 'You do not follow this terminal any more.');
  if (!follow && !(await mayHoldTerminals(ctx, personId)))
    return rejected('forbidden', 'You may not open terminals any more.');
  const attempt = await findAttempt(ctx.db, attemptId);
  if ((!follow && attempt?.personId !== personId) || attempt?.state !== 'active')
    return rejected('attempt-over', 'This attempt is over; its score is stored.');
  const environment =
    attempt.environmentId === null ? undefined : await findEnvironment(ctx.db, attempt.environmentId);
  const hostKey = environment ? appliedOf(environment)?.nodes[node]?.hostKey : undefined;
  if (!environment?.promptOpen || !hostKey)
    return rejected(
      'environment-not-ready',
      'The nodes of this environment do not take terminals at this moment.',
    );
  const privateKey = unseal(ctx.secret, environment.id, environment.sealedPrivateKey);
  return {
    granted: true,
    personId,
    attemptId,
    environmentId: environment.id,
    node,
    number,
    mode,
    follow,
    hostKey,
    privateKey,
  };
}

/**
 * Whether the person may still hold a terminal of the attempt (and of this environment, when given), as its learner or as a mentor who follows; asked every
 * minute. One that is paused or
 * goes back to a save point keeps its terminals.
 */
export async function authorizeTerminal(
  ctx: TerminalContext,
  holder: {
    personId: string;
    attemptId: string;
    environmentId?: string;
    follow?: { id: string } | undefined;
  },
): Promise<boolean> {
  if (holder.follow) return (await mentorFollowing(ctx, holder.follow.id, holder.personId)) !== undefined;
  if (!(await mayHoldTerminals(ctx, holder.personId))) return false;
  const attempt = await findOwnAttempt(ctx.db, holder.attemptId, holder.personId);
  if (attempt?.state !== 'active' || attempt.environmentId === null) return false;
  if (holder.environmentId !== undefined && holder.environmentId !== attempt.environmentId) return false;
  const environment = await findEnvironment(ctx.db, attempt.environmentId);
  return environment?.promptOpen === true || comesBack(environment?.state);
}

/** Whether its nodes are made to stand still, or are about to be: their silence is no loss. */
export async function environmentStandsStill(ctx: TerminalContext, environmentId: string): Promise<boolean> {
  const row = await findEnvironment(ctx.db, environmentId);
  if (row?.state === 'ready') return row.pauseReason !== null;
  return row?.state === 'paused' || row?.state === 'saving';
}

/** Whether nodes that the engine does not have are gone for good: while disks are put back they are only away. */
export async function environmentHasEnded(ctx: TerminalContext, environmentId: string): Promise<boolean> {
  return (await findEnvironmentState(ctx.db, environmentId)) !== 'rewinding';
}

/** States without a prompt after which there is one again, with the same terminals. */
function comesBack(state: EnvironmentState | undefined): boolean {
  return state === 'paused' || state === 'saving' || state === 'rewinding';
}

/** The gateway saw output end (`output-quiet`) or go on (`output-flowing`): grading follows soon, doubles collapse. */
export async function noteTerminalActivity(
  ctx: TerminalContext,
  attemptId: string,
  kind: 'output-quiet' | 'output-flowing',
): Promise<void> {
  await ctx.db.transaction((tx) => noteActivity(ctx, tx, attemptId, kind));
}

/** True for the first claim of `runId` (a UUID made by the page per click), false for ever after. */
export async function claimTerminalRun(
  ctx: TerminalContext,
  attemptId: string,
  runId: string,
): Promise<boolean> {
  return claimRun(ctx.db, attemptId, runId);
}

/** Null when it does not hold any more. */
async function followOf(
  ctx: TerminalContext,
  id: string,
  personId: string,
): Promise<NonNullable<TerminalGrant['follow']> | null> {
  const mentor = await mentorFollowing(ctx, id, personId);
  return mentor === undefined ? null : { id, mentor };
}

/** Whether the person may open terminals of their own at all. */
export async function mayHoldTerminals(ctx: TerminalContext, personId: string): Promise<boolean> {
  return mayStill(ctx.db, personId, 'terminal.own.open');
}

function rejected(reason: TerminalRejection['reason'], what: string): TerminalRejection {
  const remedy =
    reason === 'forbidden' || reason === 'attempt-over' ? '' : ' The page asks for a new one by itself.';
  return { granted: false, reason, detail: what + remedy };
}
