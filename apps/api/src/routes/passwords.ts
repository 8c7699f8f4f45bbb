import { getOwnPassword, setOwnPassword } from '@springboard/auth/passwords/own-password.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { OwnPasswordView, SetPassword } from '@springboard/contracts/sign-in.ts';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

export const ownPasswordRoute = route({
  method: 'get',
  path: '/api/me/password',
  summary: 'Whether I have a password, and what it takes to change it',
  permission: 'session.own.manage',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: OwnPasswordView },
  handle: async ({ actor, request }, { auth, passwords }) => {
    if (!passwords) throw noPasswords();
    return getOwnPassword(auth, actor, request.headers);
  },
});

export const setPasswordRoute = route({
  method: 'put',
  path: '/api/me/password',
  summary: 'Set my password, or another one; my other sessions end',
  permission: 'session.own.manage',
  params: none,
  query: none,
  body: SetPassword,
  answer: { status: 204, schema: null },
  handle: async ({ actor, body, request }, { auth, passwords, signInLimits }) => {
    if (!passwords) throw noPasswords();
    const begun = signInLimits.passwordsOf.begin(actor.personId);
    try {
      await setOwnPassword(auth, actor, body, request.headers);
      begun.forget();
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'wrong-password')) begun.forget();
      throw error;
    }
  },
});

/** The problem of whoever comes with a password where there are none. */
export function noPasswords(): ProblemError {
  return new ProblemError('not-found', 'There is no such way in', {
    detail: 'Passwords are not used here.',
    remedy: 'Reload the page: it shows the ways in that there are.',
  });
}
