import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider as OidcProvider } from 'oidc-provider';

export interface ProvidersPerson {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly groups?: readonly string[];
}

export interface TestProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whom it knows, by what they type as their login, which is their subject, too. */
  readonly people: Map<string, ProvidersPerson>;
  /** Stops listening, as if it were down; `up` undoes it. */
  down(): Promise<void>;
  up(): Promise<void>;
}

/** A real OpenID Connect provider (`oidc-provider`) with its development pages, which take any password; `url` is our public origin. */
export async function aProvider(url: string): Promise<TestProvider> {
  const people = new Map<string, ProvidersPerson>();
  const [clientId, clientSecret] = ['springboard', 'a secret: with %2F, + and /'];
  const server = createServer((request, response) => void handle(request, response));
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = quietly(
    () =>
      new OidcProvider(issuer, {
        clients: [
          {
            client_id: clientId,
            client_secret: clientSecret,
            redirect_uris: [`${url}/api/sign-in/provider/callback`],
            post_logout_redirect_uris: [`${url}/sign-in`],
          },
        ],
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
        findAccount: (_, subject) => ({
          accountId: subject,
          claims: async () => ({ ...people.get(subject), sub: subject }),
        }),
        ttl: {
          AccessToken: 600,
          AuthorizationCode: 60,
          Grant: 600,
          IdToken: 600,
          Interaction: 600,
          Session: 600,
        },
        // Nobody is asked whether we may know their name.
        loadExistingGrant: async (ctx) => {
          const { client, session } = ctx.oidc;
          if (!client || !session?.accountId) return undefined;
          const grant = new ctx.oidc.provider.Grant({
            accountId: session.accountId,
            clientId: client.clientId,
          });
          grant.addOIDCScope('openid profile email');
          await grant.save();
          return grant;
        },
      }),
  );
  const handle = provider.callback();
  const down = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    issuer,
    clientId,
    clientSecret,
    people,
    down,
    up: () => listen(port),
    [Symbol.asyncDispose]: () => (server.listening ? down() : Promise.resolve()),
  };
}

/** It warns on the console of all that is not fit for production: keys of its own, memory as its store. */
function quietly<T>(make: () => T): T {
  const { info, warn } = console;
  console.info = console.warn = () => {};
  try {
    return make();
  } finally {
    console.info = info;
    console.warn = warn;
  }
}
