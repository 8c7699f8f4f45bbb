import { TryLimit } from './try-limit.ts';

/** What slows guessing of links and passwords down. */
export interface SignInLimits {
  /** By address of the browser. */
  readonly links: TryLimit;
  readonly passwordsFrom: TryLimit;
  /** By what was given as the person's address, whether anybody has it or not. */
  readonly passwordsOf: TryLimit;
}

const minute = 60_000;

export function signInLimits(now: () => number = Date.now): SignInLimits {
  return {
    links: new TryLimit(
      {
        most: 10,
        windowMs: minute,
        what: 'Sign-in links that do not work were tried 10 times within a minute from your address.',
        meanwhile: ', with a new link.',
      },
      now,
    ),
    passwordsFrom: new TryLimit(
      {
        most: 10,
        windowMs: minute,
        what: 'Wrong passwords were tried 10 times within a minute from your address.',
        meanwhile: ', or sign in another way.',
      },
      now,
    ),
    passwordsOf: new TryLimit(
      {
        most: 10,
        windowMs: 15 * minute,
        what: 'Wrong passwords were tried 10 times within a quarter of an hour for this account, by you or by somebody else.',
        meanwhile: ', or sign in another way.',
      },
      now,
    ),
  };
}
