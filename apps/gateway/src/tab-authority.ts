import type { TerminalContext, WebUiContext } from '@springboard/core/context.ts';
import { noteTerminalActivity } from '@springboard/core/terminals.ts';
import { openWebUiSession, redeemWebUiGrant } from '@springboard/core/web-uis.ts';
import type { EnvironmentDriver } from '@springboard/environments/driver.ts';
import type { TabAuthority } from '@springboard/web-tabs/authority.ts';

/** The platform's answers to web tabs: use cases of core, streams of the driver. */
export function tabAuthority(
  ctx: TerminalContext & WebUiContext,
  driver: Pick<EnvironmentDriver, 'connect'>,
): TabAuthority {
  return {
    redeem: (grant) => redeemWebUiGrant(ctx, grant),
    session: (cookie) => openWebUiSession(ctx, cookie),
    // As quiet output in a terminal: something was done, and checks may find it.
    noteActivity: (attemptId) => noteTerminalActivity(ctx, attemptId, 'output-quiet'),
    connect: (environmentId, node, port, signal) => driver.connect(environmentId, node, port, signal),
  };
}
