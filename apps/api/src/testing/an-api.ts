import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Auth, createAuth } from '@springboard/auth/auth.ts';
import type { Provider } from '@springboard/auth/provider/provider.ts';
import { createSignInLink } from '@springboard/auth/sign-in.ts';
import type { Role } from '@springboard/contracts/roles.ts';
import { aWorld, type World } from '@springboard/core/testing/fixtures.ts';
import { listenForChanges } from '@springboard/db/notify.ts';
import { createLogger } from '@springboard/telemetry/logger.ts';
import { aPerson, type TestPerson } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { createApp } from '../http/app.ts';
import { signInLimits } from '../http/sign-in-limits.ts';
import { TrustedProxies } from '../http/trusted-proxies.ts';
import { WebhookSecret } from '../http/webhook-secret.ts';
import { LiveViews } from '../live/live-views.ts';
import type { Services } from '../services.ts';

export const publicUrl = 'http://localhost:7800';

export type Send = (method: string, path: string, more?: SendOptions) => Promise<Response>;
export interface SendOptions {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

export interface TestApi extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly auth: Auth;
  readonly world: World;
  readonly services: Services;
  /** Everything that was logged, as text. */
  readonly logged: () => string;
  /** What was told to the metrics. */
  readonly observed: readonly { readonly method: string; readonly route: string; readonly status: number }[];
  /** Asks as nobody. */
  readonly send: Send;
  /** A new person of these roles who has signed in through the API, in a browser. */
  readonly signedIn: (roles?: readonly Role[]) => Promise<{ person: TestPerson; cookie: string; send: Send }>;
}

export interface TestApiOptions {
  readonly provider?: Provider;
  /** Public origin, where it is another than `publicUrl`. */
  readonly url?: string;
  /** Built pages, in place of one that says nothing. */
  readonly webFolder?: string;
}

/** The whole API on a real database with a fake engine; requests go straight into it. */
export async function anApi(options: TestApiOptions = {}): Promise<TestApi> {
  const url = options.url ?? publicUrl;
  const database = await withDb();
  const recordings = await mkdtemp(join(tmpdir(), 'springboard-recordings-'));
  const world = aWorld(database.db, { recordings });
  const auth = createAuth({ db: database.db, secret: 's'.repeat(43), url });
  const lines: string[] = [];
  const observed: Parameters<Services['metrics']['observe']>[0][] = [];
  const webFolder = await mkdtemp(join(tmpdir(), 'springboard-web-'));
  await mkdir(join(webFolder, 'assets'));
  await writeFile(join(webFolder, 'index.html'), '<!doctype html><title>Springboard</title>');
  await writeFile(join(webFolder, 'assets', 'app-1a2b3c4d.js'), 'console.log("app")');
  await writeFile(join(webFolder, 'assets', 'app-1a2b3c4d.js.br'), 'pretend this is brotli');
  await writeFile(join(webFolder, 'assets', 'big-5e6f7a8b.css'), '.a { color: red }\n'.repeat(1_000));
  const live = new LiveViews();
  const listener = listenForChanges(database.url, (change) => live.onChange(change));
  await listener.ready;
  const services: Services = {
    core: world.ctx,
    auth,
    live,
    log: createLogger({ name: 'api', to: { write: (line) => void lines.push(line) } }),
    metrics: { observe: (request) => void observed.push(request) },
    signInLimits: signInLimits(),
    trustedProxies: new TrustedProxies([]),
    passwords: true,
    provider: options.provider ?? null,
    webhookSecret: new WebhookSecret(undefined),
    url,
    gatewayUrl: 'ws://localhost:7801',
    ssh: { host: 'localhost', port: 2222, hostKeyFile: join(webFolder, 'host_key.pub') },
    labsUrl: 'http://*.labs.localhost:7801',
    version: '0.1.0-test',
    startedAt: new Date(),
    webFolder: options.webFolder ?? webFolder,
  };
  const app = createApp(services);
  const sendAs =
    (own: Record<string, string>): Send =>
    async (method, path, { body, headers, signal } = {}) =>
      app.fetch(
        new Request(url + path, {
          method,
          headers: {
            ...own,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
          ...(signal === undefined ? {} : { signal }),
        }),
        {},
      );
  const send = sendAs({});
  return {
    database,
    auth,
    world,
    services,
    logged: () => lines.join(''),
    observed,
    send,
    signedIn: async (roles = ['learner']) => {
      const person = await aPerson(database.db, { roles });
      const { token } = await createSignInLink(auth, person.id);
      const answer = await send('POST', '/api/sign-in', { body: { token } });
      const cookie = answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      return { person, cookie, send: sendAs({ cookie, 'sec-fetch-site': 'same-origin' }) };
    },
    [Symbol.asyncDispose]: async () => {
      live.end();
      await listener.close();
      await database.close();
      for (const folder of [webFolder, recordings]) await rm(folder, { recursive: true });
    },
  };
}
