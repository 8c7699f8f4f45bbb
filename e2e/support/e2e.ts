import type { PlatformInfo } from '@springboard/testkit/platform.ts';

/** What the global set-up hands to the specs, through the environment of Playwright's workers. */
export interface E2e {
  readonly state: string;
  readonly info: PlatformInfo;
}

/** The platform that is under test. */
export function underTest(): E2e {
  const given = process.env.SPRINGBOARD_E2E;
  if (!given)
    throw new Error('SPRINGBOARD_E2E is not set: run the specs with `npm test` or `playwright test` in e2e/');
  return JSON.parse(given) as E2e;
}
