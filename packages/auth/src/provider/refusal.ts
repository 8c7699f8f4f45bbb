import type { ProviderProblem } from '@springboard/contracts/sign-in.ts';
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';

/** A sign-in by the provider that came to nothing; the sign-in page has the words for `why`. */
export class ProviderRefusal extends Error {
  override readonly name = 'ProviderRefusal';
  readonly why: ProviderProblem;
  /** For the log: codes of the protocol, nothing that anybody wrote. */
  readonly reason: string;

  constructor(why: ProviderProblem, reason: string = why) {
    super(`sign-in by the provider: ${reason}`);
    this.why = why;
    this.reason = reason;
  }
}

/** Answers that are no answer of a provider that works: none, a page of a proxy, a server error. */
const away = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

/** What an error of the library means for the person. Errors that are not the library's are answered as they are. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof AuthorizationResponseError) {
    const denied = error.error === 'access_denied';
    return new ProviderRefusal(denied ? 'denied' : 'refused', `answered ${code(error.error)}`);
  }
  if (error instanceof ResponseBodyError) {
    // The code was used, is too old, or is another sign-in's.
    if (error.error === 'invalid_grant')
      return new ProviderRefusal('not-begun', 'code refused: invalid_grant');
    return new ProviderRefusal('refused', `token endpoint answered ${code(error.error)}`);
  }
  if (error instanceof WWWAuthenticateChallengeError)
    return new ProviderRefusal('refused', `answered ${error.status}: client id and secret are not taken`);
  if (error instanceof ClientError) {
    const why = away.has(error.code ?? '') ? 'unavailable' : 'not-valid';
    return new ProviderRefusal(why, `${code(error.code)}: ${error.message}`);
  }
  // `fetch` says so of connections that fail.
  if (error instanceof TypeError && error.message === 'fetch failed') {
    const { code: cause } = (error.cause ?? {}) as { code?: unknown };
    return new ProviderRefusal('unavailable', `not reached: ${code(cause)}`);
  }
  return error;
}

/** A code of the protocol, or that there is none: texts of others do not belong in a log. */
function code(value: unknown): string {
  return typeof value === 'string' && /^[\w.-]{1,60}$/.test(value) ? value : 'no known code';
}
