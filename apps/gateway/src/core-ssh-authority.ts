import type { TerminalContext } from '@springboard/core/context.ts';
import { authorizeSshLogin, logInBySsh } from '@springboard/core/ssh/log-in.ts';
import { reachBySsh, wakeBySsh } from '@springboard/core/ssh/reach.ts';
import { recordTransfers } from '@springboard/core/ssh/transfers.ts';
import type { TerminalAuthority } from '@springboard/terminal/node/authority.ts';
import type { SshAuthority } from '@springboard/terminal/node/ssh-server/authority.ts';

/** The platform's answers to the SSH server: those to the page's terminals, and who logs in with which key. */
export function coreSshAuthority(ctx: TerminalContext, terminals: TerminalAuthority): SshAuthority {
  const { standsStill, noteActivity, connect } = terminals;
  return {
    standsStill,
    noteActivity,
    connect,
    logIn: (request) => logInBySsh(ctx, request),
    authorize: (login, environmentId) => authorizeSshLogin(ctx, login, environmentId),
    reach: (login) => reachBySsh(ctx, login),
    wake: (login) => wakeBySsh(ctx, login),
    record: (login, transfers) => recordTransfers(ctx, login, transfers),
  };
}
