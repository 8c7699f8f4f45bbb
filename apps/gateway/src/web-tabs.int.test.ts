import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeSockets } from '@springboard/auth/close-sockets.ts';
import { finishAttempt, resetEnvironment } from '@springboard/core/attempts.ts';
import { aWorld, testTopology } from '@springboard/core/testing/fixtures.ts';
import { aRunningAttempt } from '@springboard/core/testing/steps.ts';
import { issueWebUiGrant } from '@springboard/core/web-uis.ts';
import { type Listener, listenForChanges } from '@springboard/db/notify.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { person, personRole } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { webUiSession } from '@springboard/db/schema/web-uis.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { tabLabel } from '@springboard/web-tabs/origins.ts';
import { aWebServer, type WebServer } from '@springboard/web-tabs/testing/a-web-server.ts';
import { WebTabs } from '@springboard/web-tabs/web-tabs.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { allowedOrigins } from './admission.ts';
import { GatewayServer } from './server.ts';
import { tabAuthority } from './tab-authority.ts';

const labsUrl = 'http://*.labs.localhost:7801';
const ui = { node: 'host1', port: 8080, path: '/ui/', scheme: 'http', ownWindow: false } as const;
const topology = {
  ...testTopology,
  webUis: [
    { ...ui, name: 'dashboard', title: 'Dashboard', credentials: { user: 'admin', password: 'admin' } },
    { ...ui, name: 'graphs', title: 'Graphs', port: 9090 },
  ],
};

let database: TestDatabase;
let world: ReturnType<typeof aWorld>;
let node: WebServer;
let gateway: GatewayServer;
let listener: Listener;
let port: number;
/** Streams that were asked for. */
const asked: string[] = [];

async function serve(): Promise<void> {
  const pages = allowedOrigins('http://localhost:7800');
  const { log } = world.ctx;
  const driver = {
    connect: async (...[id, name, at]: [string, string, number]) => {
      asked.push(`${id} ${name} ${at}`);
      return node.connect();
    },
  };
  gateway = new GatewayServer({
    authority: {} as never,
    origins: pages,
    bind: '127.0.0.1',
    port: 0,
    log,
    tabs: new WebTabs({ authority: tabAuthority(world.ctx, driver), labsUrl, pages, log }),
  });
  port = await gateway.listen();
}

beforeAll(async () => {
  database = await withDb();
  node = await aWebServer((request, response) => response.end(`${request.url} ${request.headers.cookie}`));
  world = aWorld(database.db, { topology });
  await serve();
  listener = listenForChanges(database.url, (change) => {
    if (change.kind === 'revoked') gateway.revoke(change.personId);
    if (change.kind === 'attempt') gateway.attemptChanged(change.attemptId);
    if (change.kind === 'environment-ended') gateway.endEnvironment(change.environmentId);
  });
  await listener.ready;
});
afterAll(async () => {
  await listener?.close();
  await gateway?.close();
  await node?.close();
  await database?.close();
});
beforeEach(() => {
  asked.length = 0;
});

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function send(host: string, path: string, { method = 'GET', headers = {} }: Asked = {}) {
  return request({ host: '127.0.0.1', port, path, method, headers: { host, ...headers } });
}

async function ask(host: string, path: string, given: Asked = {}) {
  const sent = send(host, path, given);
  sent.end(given.body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

const hostOf = (environmentId: string, name = 'dashboard') =>
  new URL(labsUrl.replace('*', tabLabel(name, environmentId))).host;

const openWith = (host: string, grant: string) =>
  ask(host, '/.springboard/open', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:7800' },
    body: new URLSearchParams({ grant }).toString(),
  });

/** A learner's running attempt, and the ways to its dashboard. */
async function anAttempt() {
  const running = await aRunningAttempt(world);
  const environmentId = running.view.environment?.id ?? '';
  const host = hostOf(environmentId);
  const grant = () => issueWebUiGrant(world.ctx, running.actor, running.id, 'dashboard');
  const opened = await openWith(host, (await grant()).grant);
  const cookie = opened.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const look = (path = '/ui/', more: Asked = {}) =>
    ask(host, path, { ...more, headers: { cookie, ...more.headers } });
  return { ...running, environmentId, host, grant, opened, cookie, look };
}

async function aSocket({ host, cookie }: { readonly host: string; readonly cookie: string }) {
  const sent = send(host, '/socket', {
    headers: {
      cookie,
      connection: 'Upgrade',
      upgrade: 'websocket',
      origin: `http://${host}`,
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
  });
  sent.end();
  const [, socket] = await once(sent, 'upgrade');
  return socket;
}

test('a grant opens the page of its environment, by the driver, without the cookie that opened it', async () => {
  const attempt = await anAttempt();
  expect(attempt.view.environment?.webUis).toEqual([
    {
      name: 'dashboard',
      title: 'Dashboard',
      credentials: { user: 'admin', password: 'admin' },
      ownWindow: false,
    },
    { name: 'graphs', title: 'Graphs', credentials: null, ownWindow: false },
  ]);
  expect((await attempt.grant()).url).toBe(`http://${attempt.host}/.springboard/open`);
  expect(attempt.opened).toMatchObject({
    status: 303,
    headers: { location: `http://${attempt.host}/ui/` },
  });
  expect(attempt.cookie).toMatch(/^__Host-springboard-tab=[\w-]{43}$/);
  expect(await attempt.look()).toMatchObject({ status: 200, body: '/ui/ undefined' });
  expect(asked).toEqual([`${attempt.environmentId} host1 8080`]);
  const [stored] = await database.db
    .select()
    .from(webUiSession)
    .where(eq(webUiSession.attemptId, attempt.id));
  expect(JSON.stringify(stored)).not.toContain(attempt.cookie.split('=')[1]);
  const events = await database.db.select().from(auditEvent).where(eq(auditEvent.action, 'web-ui.open'));
  expect(events.at(-1)).toMatchObject({
    actor: attempt.actor.personId,
    subjectKind: 'attempt',
    subjectId: attempt.id,
    detail: { ui: 'dashboard' },
  });
});

test('a grant opens once, for 30 seconds, and the page it was made for', async () => {
  const attempt = await anAttempt();
  const one = await attempt.grant();
  expect((await openWith(attempt.host, one.grant)).status).toBe(303);
  expect((await openWith(attempt.host, one.grant)).status).toBe(401);
  const elsewhere = await attempt.grant();
  expect((await openWith(hostOf(attempt.environmentId, 'graphs'), elsewhere.grant)).status).toBe(401);
  const late = await attempt.grant();
  world.clock.move(31_000);
  expect((await openWith(attempt.host, late.grant)).status).toBe(401);
});

test('nobody gets a grant for what is not theirs, not there, or not served', async () => {
  const [mine, other] = [await anAttempt(), await anAttempt()];
  const issue = (name: string, by = mine.actor) => issueWebUiGrant(world.ctx, by, mine.id, name);
  await expect(issue('dashboard', other.actor)).rejects.toMatchObject({ code: 'not-found' });
  await expect(issue('nothing')).rejects.toMatchObject({ code: 'not-found' });
  for (const without of [null, 'http://*.labs.example.org:7801'])
    await expect(
      issueWebUiGrant({ ...world.ctx, labsUrl: without }, mine.actor, mine.id, 'dashboard'),
    ).rejects.toMatchObject({
      code: 'web-uis-unavailable',
      remedy: expect.stringContaining('SPRINGBOARD_LABS_URL'),
    });
  await finishAttempt(world.ctx, mine.actor, mine.id);
  await expect(issue('dashboard')).rejects.toMatchObject({ code: 'attempt-over' });
});

test('the cookie of one environment opens no other', async () => {
  const [mine, other] = [await anAttempt(), await anAttempt()];
  const got = await ask(other.host, '/ui/', { headers: { cookie: mine.cookie } });
  expect(got.status).toBe(401);
  expect(
    (await ask(hostOf(mine.environmentId, 'graphs'), '/', { headers: { cookie: mine.cookie } })).status,
  ).toBe(401);
  expect(asked).toEqual([]);
});

test('a paused environment says so, and its page goes on afterwards', async () => {
  const attempt = await anAttempt();
  const socket = await aSocket(attempt);
  const set = (state: 'paused' | 'ready', promptOpen: boolean) =>
    database.db
      .update(environment)
      .set({ state, promptOpen })
      .where(eq(environment.id, attempt.environmentId));
  await set('paused', false);
  await gateway.authorizeAgain();
  expect(await attempt.look()).toMatchObject({ status: 503, body: expect.stringContaining('is paused') });
  await expect(attempt.grant()).rejects.toMatchObject({ code: 'environment-not-ready' });
  await set('ready', true);
  await gateway.authorizeAgain();
  expect((await attempt.look()).status).toBe(200);
  expect(socket.destroyed).toBe(false);
  socket.destroy();
});

test.each<[string, (attempt: Awaited<ReturnType<typeof anAttempt>>) => Promise<unknown>, number]>([
  ['the attempt is over', ({ actor, id }) => finishAttempt(world.ctx, actor, id), 403],
  ['the environment is replaced', ({ actor, id }) => resetEnvironment(world.ctx, actor, id), 403],
  [
    'its person signs out',
    ({ actor }) => database.db.transaction((tx) => closeSockets(tx, actor.personId)),
    401,
  ],
  [
    'its person is deactivated',
    ({ actor }) =>
      database.db.transaction(async (tx) => {
        await tx.update(person).set({ deactivatedAt: new Date() }).where(eq(person.id, actor.personId));
        await closeSockets(tx, actor.personId);
      }),
    401,
  ],
])('a tab and its sockets end at once when %s', async (_title, end, status) => {
  const attempt = await anAttempt();
  const socket = await aSocket(attempt);
  socket.resume();
  const closed = once(socket, 'close');
  await end(attempt);
  await closed;
  expect((await attempt.look()).status).toBe(status);
});

test('a right that was taken counts within seconds, told or not', async () => {
  const attempt = await anAttempt();
  expect((await attempt.look()).status).toBe(200);
  await database.db.delete(personRole).where(eq(personRole.personId, attempt.actor.personId));
  await expect.poll(async () => (await attempt.look()).status, { timeout: 5_000 }).toBe(403);
});

test('opening a page is activity that keeps its environment awake; what the page polls for is none', async () => {
  const attempt = await anAttempt();
  const activity = async () => {
    const row = await database.db.query.attempt.findFirst({ where: (t, { eq }) => eq(t.id, attempt.id) });
    return row?.lastActivityAt?.getTime();
  };
  const opened = world.clock.now.getTime();
  await expect.poll(activity).toBe(opened);
  world.clock.move(600_000);
  await attempt.look('/poll');
  expect(await activity()).toBe(opened);
});

test('a gateway that restarts cuts sockets off, and ends no tab', async () => {
  const attempt = await anAttempt();
  const socket = await aSocket(attempt);
  socket.resume();
  const closed = once(socket, 'close');
  await gateway.close();
  await closed;
  await serve();
  expect((await attempt.look()).status).toBe(200);
});

test('hosts of tabs are served nothing of the gateway’s own, and the other way round', async () => {
  const attempt = await anAttempt();
  expect((await ask(attempt.host, '/health')).status).toBe(401);
  expect((await ask('localhost:7801', '/.springboard/open')).status).toBe(404);
  expect((await ask('localhost:7801', '/health')).status).toBe(200);
});
