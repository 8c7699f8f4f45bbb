import { createHmac } from 'node:crypto';

/** What ties a sign-in's answer to the browser in which it was begun. */
export interface BegunSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/**
 * The secrets of a sign-in that was begun, from the one random value that its browser keeps in a cookie. The provider is told state, nonce and a hash of the
 * verifier, none of which leads back to it.
 */
export function secretsOf(begun: string): BegunSecrets {
  const derived = (of: string) => createHmac('sha256', begun).update(of).digest('base64url');
  return { state: derived('state'), nonce: derived('nonce'), codeVerifier: derived('code verifier') };
}
