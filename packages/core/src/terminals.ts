import type { TerminalTicket } from '@springboard/contracts/attempts.ts';
import type { Actor } from './actor.ts';
import type { TerminalContext } from './context.ts';

/** What a valid ticket opens. */
export interface TerminalGrant {
  readonly granted: true;
  readonly personId: string;
  readonly attemptId: string;
  readonly environmentId: string;
  readonly node: string;
  readonly number: number;
  /** Pinned public host key of the node, as `ssh-keyscan` prints it without the host: `ssh-ed25519 AAAA…`. */
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
  _ctx: TerminalContext,
  _actor: Actor,
  _attemptId: string,
  _target: { node: string; number: number },
): Promise<TerminalTicket> {
  throw new Error('not built yet');
}

/** Uses a ticket up. The gateway's first question about a socket; it never throws for a bad ticket. */
export async function redeemTerminalTicket(
  _ctx: TerminalContext,
  _secret: string,
): Promise<TerminalGrant | TerminalRejection> {
  throw new Error('not built yet');
}

/** Whether the person may still hold a terminal of the attempt (and of this environment, when given); asked again every minute. */
export async function authorizeTerminal(
  _ctx: TerminalContext,
  _holder: { personId: string; attemptId: string; environmentId?: string },
): Promise<boolean> {
  throw new Error('not built yet');
}

/** The gateway saw output end (`output-quiet`) or go on (`output-flowing`): grading follows soon, doubles collapse. */
export async function noteTerminalActivity(
  _ctx: TerminalContext,
  _attemptId: string,
  _kind: 'output-quiet' | 'output-flowing',
): Promise<void> {
  throw new Error('not built yet');
}

/** True for the first claim of `runId` (a UUID made by the page per click), false for ever after. */
export async function claimTerminalRun(
  _ctx: TerminalContext,
  _attemptId: string,
  _runId: string,
): Promise<boolean> {
  throw new Error('not built yet');
}
