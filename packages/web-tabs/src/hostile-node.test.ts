import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TabSession } from './authority.ts';
import { aGateway } from './testing/a-gateway.ts';

const host = 'd-1eceb395.labs.localhost:7801';
const ui = {
  name: 'd',
  title: 'D',
  node: 'h',
  address: '10.77.0.11',
  port: 80,
  path: '/',
  scheme: 'http',
} as const;
const environmentId = '1eceb395-0000-4000-8000-000000000000';
const session: TabSession = { id: 's', personId: 'p', attemptId: 'a', environmentId, ui, uis: [ui] };

let gateway: Awaited<ReturnType<typeof aGateway>>;
/** A server of the node's root: it says what it likes. */
let node: Server;
let sockets: Socket[];
/** All that it was sent. */
let heard: string;
/** To whatever it is sent. */
let says: string;
/** Whether the driver's streams are sockets, or go through the engine. */
let through: (socket: Socket) => Duplex;

beforeEach(async () => {
  heard = '';
  sockets = [];
  through = (socket) => socket;
  node = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      socket.write(Buffer.from(says, 'latin1'));
    });
  });
  node.listen(0, '127.0.0.1');
  await once(node, 'listening');
  gateway = await aGateway({
    redeem: async () => ({ cookie: 'secret', session }),
    session: async () => session,
    noteActivity: async () => {},
    connect: async () => {
      const socket = connect((node.address() as { port: number }).port, '127.0.0.1');
      await once(socket, 'connect');
      return through(socket);
    },
  });
});
afterEach(() => {
  gateway.close();
  for (const socket of sockets) socket.destroy();
  node.close();
});

const requestLine = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nCookie: __Host-springboard-tab=secret\r\n`;
const asSocket = `Origin: http://${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`;

/** Sends the bytes, and answers what comes until `enough` of it has come. */
async function send(bytes: string, enough: (said: string) => boolean = (said) => said.includes('\r\n\r\n')) {
  const socket = connect(gateway.port, '127.0.0.1');
  let said = '';
  socket.on('error', () => {});
  socket.write(bytes);
  const whole = new Promise<void>((resolve) => {
    socket.on('data', (data) => {
      said += data.toString('latin1');
      if (enough(said)) resolve();
    });
    socket.on('close', () => resolve());
  });
  await whole;
  socket.destroy();
  return said;
}

const noAnswers = {
  'the status 000': 'HTTP/1.1 000 X\r\nContent-Length: 0\r\n\r\n',
  'the status 099': 'HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n',
  'another protocol': 'HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nabc',
};
it.each(Object.entries(noAnswers))('that answers with %s is said not to answer', async (_title, answer) => {
  says = answer;
  expect(await send(`${requestLine('/')}\r\n`)).toMatch(/^HTTP\/1\.1 502 /);
});

it.each([noAnswers['the status 000'], 'HTTP/1.1 099 X\r\n\r\n'])(
  'that answers a WebSocket with %j is said not to answer',
  async (answer) => {
    says = answer;
    expect(await send(`${requestLine('/')}${asSocket}\r\n`)).toMatch(/^HTTP\/1\.1 502 /);
  },
);

it('gives words for a status that no answer may have, and the gateway lives on', async () => {
  says = 'HTTP/1.1 200 O\x01K\r\nContent-Length: 0\r\n\r\n';
  expect(await send(`${requestLine('/')}\r\n`)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

it('sends bytes in headers that are not ASCII, and they arrive as they are', async () => {
  says = 'HTTP/1.1 200 OK\r\nX-Name: r\xc3\xa9sum\xc3\xa9\r\nContent-Length: 0\r\n\r\n';
  expect(await send(`${requestLine('/')}\r\n`)).toContain('x-name: r\xc3\xa9sum\xc3\xa9\r\n');
  says = 'HTTP/1.1 403 No\r\nX-Name: r\xe9sum\xe9\r\nContent-Length: 0\r\n\r\n';
  expect(await send(`${requestLine('/')}${asSocket}\r\n`)).toContain('x-name: r\xe9sum\xe9\r\n');
});

it('breaks off in refusing a WebSocket: no second answer stands within the first', async () => {
  says = 'HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\nzz\r\n';
  const said = await send(`${requestLine('/')}${asSocket}\r\n`, () => false);
  expect(said).toMatch(/^HTTP\/1\.1 403 /);
  expect(said).not.toContain('502');
});

it('is sent each request as one, whatever its headers say about the connection', async () => {
  says = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
  const hidden = 'GET /smuggled HTTP/1.1\r\n\r\n';
  await send(
    `${requestLine('/')}Connection: content-length\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
  );
  expect(heard).toMatch(/\r\ncontent-length: 26\r\n/i);
  const refused = await send(`${requestLine('/')}${asSocket}Content-Length: 5\r\n\r\nhello`);
  expect(refused).toMatch(/^HTTP\/1\.1 400 /);
});

it('is asked for nothing that is the platform’s, however it is written', async () => {
  for (const path of ['/../.springboard/open', '/x/./../.springboard/other']) {
    expect(await send(`${requestLine(path)}\r\n`)).toMatch(/^HTTP\/1\.1 404 /);
    expect(await send(`${requestLine(path)}${asSocket}\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  }
  expect(heard).toBe('');
});

it('is asked for whatever else is a path', async () => {
  says = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
  expect(await send(`${requestLine('//[?a=//b')}\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  expect(heard).toMatch(/^GET \/\/\[\?a=\/\/b HTTP/);
});

it('keeps a connection that nothing uses no longer than the gateway does, also through the engine', async () => {
  through = (socket) =>
    new Duplex({
      read: () => socket.resume(),
      write: (data, _encoding, done) => void socket.write(data, done),
      destroy: (error, done) => {
        socket.destroy();
        done(error);
      },
      construct(done) {
        socket.on('data', (data) => this.push(data));
        done();
      },
    });
  says = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
  await send(`${requestLine('/')}\r\n`);
  const [kept] = sockets;
  await once(kept as Socket, 'close');
}, 10_000);
