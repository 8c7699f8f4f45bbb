import type { Duplex } from 'node:stream';
import type { TerminalAuthority, TerminalGrant } from '@springboard/terminal/node/authority.ts';

/** The one node there is. */
export interface OnlyNode {
  readonly hostKey: string;
  readonly privateKey: string;
  readonly connect: () => Promise<Duplex>;
}

/** A ticket for whoever has such an authority: it is no secret, and opens any number of times. */
export function ticketOf(attemptId: string, number = 1): string {
  return Buffer.from(JSON.stringify({ attemptId, number })).toString('base64url');
}

/** Asks no questions and needs no database, for tests of what comes after them. */
export function openAuthority({ hostKey, privateKey, connect }: OnlyNode): TerminalAuthority {
  const grantOf = (ticket: string): TerminalGrant => {
    const { attemptId, number } = JSON.parse(Buffer.from(ticket, 'base64url').toString());
    const whose = { personId: 'p1', attemptId, environmentId: attemptId, node: 'host1', number };
    return { ...whose, mode: 'owner', hostKey, privateKey };
  };
  return {
    redeem: async (ticket) => grantOf(ticket),
    authorize: async () => true,
    sharing: async () => ({ follows: new Map(), typist: null }),
    followerGone: async () => {},
    claimRun: async () => true,
    noteActivity: async () => {},
    standsStill: async () => false,
    connect,
  };
}
