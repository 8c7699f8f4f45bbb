import { once } from 'node:events';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Refused, TabAuthority, TabSession } from './authority.ts';
import { tabLabel } from './origins.ts';
import { aGateway, page } from './testing/a-gateway.ts';
import { aWebServer, type WebServer } from './testing/a-web-server.ts';

const environmentId = '1eceb395-0000-4000-8000-000000000000';

let node: WebServer;
let serve: (request: IncomingMessage, response: ServerResponse) => void;
let gateway: Awaited<ReturnType<typeof aGateway>>;
/** What the platform says of the one cookie there is. */
let answer: TabSession | Refused;
let noted: string[];
let streams = 0;

const uiOf = (port: number) => ({
  name: 'dashboard',
  title: 'Dashboard',
  node: 'host1',
  address: '10.77.0.11',
  port,
  path: '/ui/',
  scheme: 'http' as const,
});
const label = tabLabel('dashboard', environmentId);

beforeEach(async () => {
  node = await aWebServer((request, response) => serve(request, response));
  const ui = uiOf(node.port);
  const session: TabSession = { id: 's', personId: 'p', attemptId: 'a', environmentId, ui, uis: [ui] };
  answer = session;
  noted = [];
  streams = 0;
  const authority: TabAuthority = {
    redeem: async (grant) =>
      grant === 'good' ? { cookie: 'secret', session } : { refused: 'bad-grant' as const },
    session: async (cookie) => (cookie === 'secret' ? answer : { refused: 'no-session' }),
    noteActivity: async (id) => void noted.push(id),
    connect: async () => {
      streams += 1;
      return node.connect();
    },
  };
  gateway = await aGateway(authority);
});
afterEach(async () => {
  gateway.close();
  await node.close();
});

interface Asked {
  readonly method?: string;
  readonly host?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function open(path: string, { method = 'GET', host = label, headers = {} }: Asked = {}) {
  return request({
    host: '127.0.0.1',
    port: gateway.port,
    path,
    method,
    headers: {
      host: `${host}.labs.localhost:7801`,
      cookie: '__Host-springboard-tab=secret',
      accept: 'text/html',
      ...headers,
    },
  });
}

async function ask(path: string, asked: Asked = {}) {
  const sent = open(path, asked);
  sent.end(asked.body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

const form = { 'content-type': 'application/x-www-form-urlencoded', origin: page };

it('exchanges a grant for a cookie of its host alone, and goes on to the page', async () => {
  const opened = await ask('/.springboard/open', {
    method: 'POST',
    headers: { ...form, cookie: '' },
    body: 'grant=good',
  });
  expect(opened.status).toBe(303);
  expect(opened.headers).toMatchObject({
    location: 'http://dashboard-1eceb395.labs.localhost:7801/ui/',
    'set-cookie': ['__Host-springboard-tab=secret; Path=/; HttpOnly; SameSite=None; Secure; Partitioned'],
    'cache-control': 'no-store',
  });
});

it.each<[string, number, Asked]>([
  ['a grant that is none', 401, { method: 'POST', headers: form, body: 'grant=bad' }],
  ['no grant', 400, { method: 'POST', headers: form, body: 'x=1' }],
  ['a form that is too large', 400, { method: 'POST', headers: form, body: `grant=${'x'.repeat(5000)}` }],
  [
    'a grant of another host',
    401,
    { method: 'POST', host: 'other-1eceb395', headers: form, body: 'grant=good' },
  ],
  [
    'a form of a lab page',
    403,
    { method: 'POST', headers: { ...form, origin: 'http://x.labs.localhost:7801' }, body: 'grant=good' },
  ],
  [
    'a form of a page that does not say where it is',
    403,
    { method: 'POST', headers: { ...form, origin: 'null' }, body: 'grant=good' },
  ],
  [
    'a form of nobody',
    403,
    { method: 'POST', headers: { 'content-type': form['content-type'] }, body: 'grant=good' },
  ],
  ['a look at the address', 404, {}],
])('opens nothing for %s', async (_title, status, asked) => {
  const refused = await ask('/.springboard/open', asked);
  expect([refused.status, refused.headers['set-cookie']]).toEqual([status, undefined]);
});

it('waits for no body for ever that is not wanted, or that opens a tab', async () => {
  const unfinished = async (path: string, headers: Record<string, string>) => {
    const sent = open(path, { method: 'POST', headers: { ...headers, 'content-length': '100' } });
    sent.on('response', (response) => response.resume().on('error', () => {}));
    sent.on('error', () => {});
    sent.write('grant=');
    const [socket] = await once(sent, 'socket');
    await once(socket, 'close');
  };
  await Promise.all([
    unfinished('/.springboard/open', form),
    unfinished('/', { cookie: '' }),
    unfinished('/.springboard/open', { ...form, origin: 'http://elsewhere.example' }),
  ]);
}, 15_000);

it('hands requests and answers on, without what is the platform’s', async () => {
  serve = (request, response) => {
    response.writeHead(201, { 'set-cookie': ['a=1', '__Host-springboard-tab=x'], 'x-frame-options': 'DENY' });
    response.end(JSON.stringify({ url: request.url, headers: request.headers }));
  };
  const got = await ask('/ui/?a=1', { headers: { cookie: '__Host-springboard-tab=secret; b=2' } });
  expect(got.status).toBe(201);
  expect(JSON.parse(got.body)).toMatchObject({
    url: '/ui/?a=1',
    headers: { cookie: 'b=2', host: `${label}.labs.localhost:7801`, 'x-forwarded-proto': 'http' },
  });
  expect(got.headers['set-cookie']).toEqual(['a=1; SameSite=None; Secure; Partitioned']);
  expect(got.headers['x-frame-options']).toBeUndefined();
  expect(got.headers['content-security-policy']).toBe(`frame-ancestors 'self' ${page}`);
});

it('streams both ways, and does not keep a large body', async () => {
  serve = async (request, response) => {
    let bytes = 0;
    for await (const chunk of request) {
      if (bytes === 0) response.write('first ');
      bytes += chunk.length;
    }
    response.end(String(bytes));
  };
  const sent = open('/', { method: 'PUT' });
  sent.write(Buffer.alloc(1024));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  // The answer has begun while the body is still on its way.
  expect((await once(response, 'data')).toString()).toBe('first ');
  const chunk = Buffer.alloc(1024 * 1024);
  for (let i = 0; i < 32; i += 1) if (!sent.write(chunk)) await once(sent, 'drain');
  sent.end();
  expect(await text(response)).toBe(String(1024 + 32 * 1024 * 1024));
});

it('hands on an answer that comes before the whole body was read, and takes the next request', async () => {
  serve = (_request, response) => void response.writeHead(413).end('too large');
  const size = 16 * 1024 * 1024;
  const head = (line: string, length: number) =>
    `${line} HTTP/1.1\r\nHost: ${label}.labs.localhost\r\nCookie: __Host-springboard-tab=secret\r\nContent-Length: ${length}\r\n\r\n`;
  const socket = connect(gateway.port, '127.0.0.1');
  let said = '';
  socket.on('data', (data: Buffer) => {
    said += data.toString();
  });
  const answers = () => said.match(/HTTP\/1\.1 413/g)?.length;
  socket.write(head('PUT /', size));
  await new Promise((sent) => socket.write(Buffer.alloc(size), sent));
  await expect.poll(answers).toBe(1);
  socket.write(head('GET /', 0));
  await expect.poll(answers).toBe(2);
  socket.destroy();
});

it('keeps connections to the node, and survives that it closes one', async () => {
  let hangUp = () => {};
  serve = (request, response) => {
    hangUp = () => request.socket.destroy();
    response.end();
  };
  await ask('/');
  await ask('/');
  expect(streams).toBe(1);
  hangUp();
  // One that is sent at the very moment is lost, as over any proxy: a write is not made twice.
  const write = async () => [(await ask('/', { method: 'POST', body: 'x' })).status, streams];
  await expect.poll(write).toEqual([200, 2]);
});

it('breaks an answer off that the node breaks off, and tells the node when the browser has gone', async () => {
  const gone = Promise.withResolvers<void>();
  serve = (request, response) => {
    if (request.url === '/broken') {
      response.writeHead(200, { 'content-length': 10 });
      response.write('half');
      setTimeout(() => request.socket.destroy(), 20);
      return;
    }
    response.write('on and on');
    response.on('close', () => gone.resolve());
  };
  await expect(ask('/broken')).rejects.toThrow('aborted');
  const sent = open('/endless');
  sent.end();
  await once(sent, 'response');
  sent.destroy();
  await gone.promise;
});

it.each([
  ['no-session', 401, false],
  ['forbidden', 403, false],
  ['attempt-over', 403, false],
  ['environment-ended', 403, false],
  ['no-such-ui', 404, false],
  ['paused', 503, true],
  ['not-ready', 503, true],
] as const)('says what is the matter when the platform says %s', async (refused, status, again) => {
  answer = { refused };
  const got = await ask('/ui/<x>?"');
  expect(got.status).toBe(status);
  expect(got.body.includes('Try again</a>')).toBe(again);
  expect(got.headers.refresh).toBe(again ? '5' : undefined);
  expect(got.body).not.toContain('<x>');
  expect(got.headers['content-security-policy']).toContain(`frame-ancestors 'self' ${page}`);
  expect((await ask('/ui/', { headers: { accept: 'application/json' } })).headers['content-type']).toMatch(
    'text/plain',
  );
});

it('says so when nothing answers on the node', async () => {
  await node.close();
  const got = await ask('/ui/');
  expect([got.status, got.body]).toEqual([502, expect.stringContaining('Dashboard does not answer')]);
  node = await aWebServer(() => {});
});

it('asks for a cookie of this tab and no other', async () => {
  expect((await ask('/', { headers: { cookie: '' } })).status).toBe(401);
  expect((await ask('/', { host: 'other-1eceb395' })).status).toBe(401);
  serve = (_request, response) => response.end('there');
  const two = '__Host-springboard-tab=old; __Host-springboard-tab=secret';
  expect((await ask('/', { headers: { cookie: two } })).body).toBe('there');
});

it('takes nothing that another page asks, and serves no workers', async () => {
  const site = (value: string) => ({ 'sec-fetch-site': value, 'sec-fetch-mode': 'no-cors' });
  expect((await ask('/', { headers: site('same-site') })).status).toBe(403);
  expect((await ask('/', { method: 'POST', headers: { origin: page } })).status).toBe(403);
  expect((await ask('/sw.js', { headers: { 'service-worker': 'script' } })).status).toBe(403);
});

it('tells of what a person does, not of what a page polls for', async () => {
  serve = (_request, response) => response.end();
  for (const path of ['/poll?1', '/poll?2', '/poll?3']) await ask(path);
  expect(noted).toEqual(['a']);
});

const socketHeaders = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  origin: `http://${label}.labs.localhost:7801`,
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
const hello = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69]);

async function openSocket(path = '/socket') {
  const sent = open(path, { headers: socketHeaders });
  sent.end();
  const [response, socket] = await once(sent, 'upgrade');
  expect(response.statusCode).toBe(101);
  expect(response.headers['sec-websocket-accept']).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  if (path === '/mute') return socket;
  socket.write(hello);
  const [echoed] = await once(socket, 'data');
  expect(echoed.subarray(2).toString()).toBe('hi');
  return socket;
}

it('tells of what a person does over a WebSocket', async () => {
  const one = await openSocket('/mute');
  noted = [];
  for (const soFar of [[], [], ['a']]) {
    const heard = once(node.events, 'heard');
    one.write(hello);
    await heard;
    expect(noted).toEqual(soFar);
  }
});

it('joins WebSockets, and cuts them off when the tab ends', async () => {
  const one = await openSocket();
  await gateway.tabs.askAgain();
  answer = { refused: 'paused' };
  await gateway.tabs.askAttempt('a');
  one.write(hello);
  await once(one, 'data');
  answer = { refused: 'attempt-over' };
  await gateway.tabs.askAttempt('another');
  expect(one.destroyed).toBe(false);
  const closed = once(one, 'close');
  one.resume();
  await gateway.tabs.askAttempt('a');
  await closed;
});

it('cuts WebSockets off when their environment ends', async () => {
  const one = await openSocket();
  const closed = once(one, 'close');
  one.resume();
  gateway.tabs.endEnvironment(environmentId);
  await closed;
});

it.each<[string, number, Record<string, string>]>([
  ['another origin', 403, { ...socketHeaders, origin: page }],
  ['no cookie', 401, { ...socketHeaders, cookie: '' }],
  ['another protocol', 400, { ...socketHeaders, upgrade: 'h2c' }],
])('refuses a WebSocket with %s', async (_title, status, headers) => {
  const got = await ask('/socket', { headers });
  expect(got.status).toBe(status);
});

it('hands on that a node refuses a WebSocket', async () => {
  const got = await ask('/refused', { headers: socketHeaders });
  expect([got.status, got.body]).toEqual([418, 'no\n']);
});
