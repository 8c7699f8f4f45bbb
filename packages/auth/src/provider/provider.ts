import type { ProviderConfig } from '@springboard/config/sign-in/sign-in.ts';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
} from 'openid-client';
import { type BegunSecrets, secretsOf } from './begun.ts';
import { ProviderRefusal, refusalOf } from './refusal.ts';
import { type ProviderSaid, readClaims } from './said.ts';

/** Each request to the provider may take so long: somebody is waiting in front of a page. */
const timeoutSeconds = 8;
/** What the provider says of itself is asked for anew after so long, in milliseconds. */
const knownForMs = 3_600_000;

/** The company's OpenID Connect provider: asked for by its issuer, at the first sign-in, and again while it could not be had. */
export class Provider {
  readonly config: ProviderConfig;
  readonly #callback: string;
  readonly #signedOut: string;
  #known: { readonly configuration: Promise<Configuration>; readonly until: number } | null = null;

  /** `url` is our public origin, below which the provider has to know two addresses. */
  constructor(config: ProviderConfig, url: string) {
    this.config = config;
    this.#callback = new URL('/api/sign-in/provider/callback', url).href;
    this.#signedOut = new URL('/sign-in', url).href;
  }

  /** Where a browser goes to sign in that keeps `begun`. Throws `ProviderRefusal` with `unavailable`. */
  async authorizationUrl(begun: string): Promise<URL> {
    const { state, nonce, codeVerifier } = secretsOf(begun);
    return buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: this.#callback,
      scope: this.config.scopes.join(' '),
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
  }

  /**
   * Exchanges the provider's answer, as its query, for what it says of the person. State, nonce, issuer, audience, times and signature are checked.
   * `idToken` is null where the provider takes no sign-outs. Throws `ProviderRefusal`.
   */
  async said(query: string, begun: string): Promise<ProviderSaid & { readonly idToken: string | null }> {
    const secrets = secretsOf(begun);
    const answer = new URL(`${this.#callback}${query}`);
    if (answer.searchParams.get('state') !== secrets.state)
      throw new ProviderRefusal('not-begun', 'other state');
    const configuration = await this.#configuration();
    try {
      return await this.#exchange(configuration, answer, secrets);
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /** Where a browser goes to sign out there, too; null where the provider has no such place. Throws `ProviderRefusal`. */
  async endSessionUrl(idToken: string | null): Promise<URL | null> {
    const configuration = await this.#configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
    return buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: this.#signedOut,
      ...(idToken === null ? {} : { id_token_hint: idToken }),
    });
  }

  async #exchange(configuration: Configuration, answer: URL, secrets: BegunSecrets) {
    const tokens = await authorizationCodeGrant(configuration, answer, {
      expectedState: secrets.state,
      expectedNonce: secrets.nonce,
      pkceCodeVerifier: secrets.codeVerifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new ProviderRefusal('not-valid', 'no ID token');
    const { userinfo_endpoint: userInfo, end_session_endpoint: endSession } = configuration.serverMetadata();
    const more =
      userInfo === undefined ? null : await fetchUserInfo(configuration, tokens.access_token, claims.sub);
    return {
      ...readClaims(claims, more, this.config.groupsClaim),
      idToken: endSession === undefined ? null : (tokens.id_token ?? null),
    };
  }

  async #configuration(): Promise<Configuration> {
    const now = Date.now();
    if (this.#known === null || this.#known.until < now)
      this.#known = { configuration: this.#discover(), until: now + knownForMs };
    const known = this.#known;
    try {
      return await known.configuration;
    } catch (error) {
      if (this.#known === known) this.#known = null;
      throw error;
    }
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.config;
    // Settings take plain http of this machine only.
    const insecure = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
    try {
      return await discovery(
        issuer,
        clientId,
        undefined,
        clientSecret === null ? None() : secretBy(clientSecret),
        { execute: [...insecure, enableNonRepudiationChecks], timeout: timeoutSeconds },
      );
    } catch (error) {
      const refusal = refusalOf(error);
      if (!(refusal instanceof ProviderRefusal)) throw error;
      throw new ProviderRefusal('unavailable', `discovery: ${refusal.reason}`);
    }
  }
}

/** By HTTP Basic, which every server has to take, unless it says that it takes only the other way. */
function secretBy(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
}
