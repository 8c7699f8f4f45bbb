import type { TerminalContext } from '@springboard/core/context.ts';
import { noteFollowerGone } from '@springboard/core/follows/end.ts';
import { sharingOf } from '@springboard/core/follows/sharing.ts';
import {
  authorizeTerminal,
  claimTerminalRun,
  environmentHasEnded,
  environmentStandsStill,
  noteTerminalActivity,
  redeemTerminalTicket,
} from '@springboard/core/terminals.ts';
import { DriverError, type EnvironmentDriver } from '@springboard/environments/driver.ts';
import { NodeGone, type TerminalAuthority } from '@springboard/terminal/node/authority.ts';

const sshPort = 22;
/** After these a new ticket gives the same answer. */
const finalRejections = new Set(['forbidden', 'attempt-over']);

/** The platform's answers to a terminal server: use cases of core, streams of the driver. */
export function coreAuthority(
  ctx: TerminalContext,
  driver: Pick<EnvironmentDriver, 'connect'>,
): TerminalAuthority {
  return {
    redeem: async (ticket) => {
      const answer = await redeemTerminalTicket(ctx, ticket);
      if (answer.granted) return answer;
      return { refused: answer.detail, retry: !finalRejections.has(answer.reason) };
    },
    authorize: ({ personId, attemptId, environmentId, follow }) =>
      authorizeTerminal(ctx, { personId, attemptId, environmentId, follow }),
    sharing: (attemptId) => sharingOf(ctx, attemptId),
    followerGone: (followId) => noteFollowerGone(ctx, followId),
    claimRun: (attemptId, runId) => claimTerminalRun(ctx, attemptId, runId),
    standsStill: (environmentId) => environmentStandsStill(ctx, environmentId),
    noteActivity: (attemptId, activity) => noteTerminalActivity(ctx, attemptId, activity),
    connect: async (environmentId, node) => {
      try {
        return await driver.connect(environmentId, node, sshPort);
      } catch (error) {
        const missing = error instanceof DriverError && error.kind === 'missing';
        // What is put back from a save point may be away for a moment; it comes back.
        if (missing && (await environmentHasEnded(ctx, environmentId)))
          throw new NodeGone(error.message, { cause: error });
        throw error;
      }
    },
  };
}
