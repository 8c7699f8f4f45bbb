import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { anActor, aWorld } from '@springboard/core/testing/fixtures.ts';
import { terminalTicket } from '@springboard/db/schema/attempts.ts';
import { encodeClientFrame } from '@springboard/terminal/common/client-codec.ts';
import type { ClientFrame, ServerFrame } from '@springboard/terminal/common/frames.ts';
import { maxInputBytes, maxUnreadInputBytes, subprotocol } from '@springboard/terminal/common/limits.ts';
import { decodeServerFrame } from '@springboard/terminal/common/server-codec.ts';
import { PrintingNode } from '@springboard/terminal/testing/printing-node.ts';
import { RecordingClient } from '@springboard/terminal/testing/recording-client.ts';
import { startSshd, type TestSshd } from '@springboard/terminal/testing/sshd.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { allowedOrigins } from './admission.ts';
import { coreAuthority } from './core-authority.ts';
import { GatewayServer } from './server.ts';
import { anAttemptOn } from './testing/attempt-on.ts';
import { openAuthority, ticketOf } from './testing/open-authority.ts';

const origin = 'http://localhost:7800';
let database: TestDatabase;
let sshd: TestSshd;
let world: ReturnType<typeof aWorld>;
let server: GatewayServer;
let url: string;
const sockets: WebSocket[] = [];
const clients: RecordingClient[] = [];

beforeAll(async () => {
  [database, sshd] = await Promise.all([withDb(), startSshd()]);
  world = aWorld(database.db);
  server = new GatewayServer({
    authority: coreAuthority(world.ctx, { connect: () => sshd.connect() }),
    origins: allowedOrigins(origin),
    bind: '127.0.0.1',
    port: 0,
    log: world.ctx.log,
    heldIn: sshd.heldIn,
  });
  url = `ws://127.0.0.1:${await server.listen()}/terminal`;
});
afterAll(async () => {
  for (const { client } of clients) client.close();
  for (const socket of sockets) socket.terminate();
  await server?.close();
  await sshd?.stop();
  await database?.close();
});

/** A client of nobody's: sends whatever frames it is told to, whatever the server says. */
async function unruly(
  ticket: string,
  at = url,
  resume?: { epoch: string; offset: number; sizeRevision: number },
) {
  const socket = new WebSocket(at, subprotocol, { origin });
  sockets.push(socket);
  const frames: ServerFrame[] = [];
  socket.on('message', (data: Buffer) => frames.push(decodeServerFrame(data)));
  const closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
  const send = (frame: ClientFrame) => socket.send(encodeClientFrame(frame));
  await once(socket, 'open');
  const client = randomBytes(8).toString('hex');
  send({ type: 'hello', ticket, client, columns: 80, rows: 24, mode: 'owner', ...(resume && { resume }) });
  const until = (type: ServerFrame['type']) =>
    expect.poll(() => frames.map((frame) => frame.type), { timeout: 20_000 }).toContain(type);
  return { socket, frames, closed, send, until };
}

async function anOwner() {
  const attempt = await anAttemptOn(sshd, world);
  const getTicket = async () => ({ ticket: (await attempt.issue()).ticket, url });
  const it = new RecordingClient({ getTicket, origin });
  clients.push(it);
  return { attempt, it: await it.open() };
}

const printed = (frames: readonly ServerFrame[]) =>
  frames.map((frame) => ('data' in frame ? Buffer.from(frame.data).toString() : '')).join('');

test('a ticket that nobody was given opens nothing', async () => {
  const { closed, frames } = await unruly(randomBytes(32).toString('base64url'));
  expect(await closed).toMatchObject({ code: 4401, reason: expect.stringContaining('not known') });
  expect(frames).toEqual([]);
});

test('a ticket that was used opens nothing, whoever has read it', async () => {
  const attempt = await anAttemptOn(sshd, world);
  const { ticket } = await attempt.issue();
  await (await unruly(ticket)).until('ready');
  const { closed, frames } = await unruly(ticket);
  expect(await closed).toMatchObject({ code: 4401, reason: expect.stringContaining('used before') });
  expect(frames).toEqual([]);
});

test('a ticket of half a minute ago opens nothing', async () => {
  const attempt = await anAttemptOn(sshd, world);
  const { ticket } = await attempt.issue();
  world.clock.move(30_000);
  const { closed, frames } = await unruly(ticket);
  expect(await closed).toMatchObject({ code: 4401, reason: expect.stringContaining('30 seconds') });
  expect(frames).toEqual([]);
});

test('nobody gets a ticket for somebody else’s attempt', async () => {
  const attempt = await anAttemptOn(sshd, world);
  const stranger = await anActor(database.db);
  await expect(attempt.issue(stranger)).rejects.toMatchObject({ code: 'not-found' });
});

test('a ticket leads to its own attempt, whatever HELLO says it has seen', async () => {
  const { it: theirs } = await anOwner();
  theirs.line('echo their-"secret"');
  await theirs.shows('their-secret');
  const { epoch = '', sizeRevision = 0 } = theirs.welcomes[0] ?? {};
  const mine = await anAttemptOn(sshd, world);
  const { ticket } = await mine.issue();
  const { frames, until } = await unruly(ticket, url, { epoch, offset: 0, sizeRevision });
  await until('ready');
  const welcome = frames.find((frame) => frame.type === 'welcome');
  expect(welcome).toMatchObject({ attach: 'fresh' });
  expect(welcome).not.toMatchObject({ epoch });
  expect(printed(frames)).not.toContain('their-secret');
});

test('who may only watch types nothing, runs nothing and resizes nothing', async () => {
  const { attempt, it } = await anOwner();
  const { ticket } = await attempt.issue();
  await database.db
    .update(terminalTicket)
    .set({ mode: 'observer' })
    .where(eq(terminalTicket.attemptId, attempt.id));
  const watcher = await unruly(ticket);
  await watcher.until('ready');
  watcher.send({ type: 'input', sequence: 1, data: Buffer.from('echo not-"typed"\r') });
  watcher.send({ type: 'resize', columns: 33, rows: 11 });
  watcher.send({ type: 'control', control: { kind: 'take-size' } });
  watcher.send({ type: 'control', control: { kind: 'run', id: randomUUID(), text: 'echo not-"run"' } });
  await watcher.until('runResult');
  await watcher.until('inputAcknowledge');
  it.line('stty size; echo by-its-own"er"');
  await it.shows('by-its-owner');
  expect(it.text).toContain('24 80');
  expect(it.text).not.toMatch(/not-typed|not-run/);
  expect(watcher.frames).toContainEqual(expect.objectContaining({ type: 'runResult', outcome: 'not-run' }));
});

test('a frame that is too large closes its own socket, and nobody else’s', async () => {
  const { it } = await anOwner();
  const { attempt } = await anOwner();
  const large = await unruly((await attempt.issue()).ticket);
  await large.until('ready');
  large.socket.send(Buffer.alloc(64 * 1024 + 1, 2));
  expect(await large.closed).toMatchObject({ code: 1009 });
  it.line('echo still-"here"');
  await it.shows('still-here');
});

test('input above 16 KiB in a frame is no frame', async () => {
  const attempt = await anAttemptOn(sshd, world);
  const { socket, until, closed } = await unruly((await attempt.issue()).ticket);
  await until('ready');
  const head = Buffer.from([0x02, 0, 0, 0, 0, 0, 0, 0, 1]);
  socket.send(Buffer.concat([head, Buffer.alloc(maxInputBytes + 1, 0x61)]));
  expect(await closed).toMatchObject({ code: 4400 });
});

test('a flood of input that the node does not read is cut off', async () => {
  const node = await new PrintingNode().listen();
  const flooded = new GatewayServer({
    authority: openAuthority({ ...node, connect: () => node.connect() }),
    origins: allowedOrigins(origin),
    bind: '127.0.0.1',
    port: 0,
    log: world.ctx.log,
  });
  try {
    const at = `ws://127.0.0.1:${await flooded.listen()}/terminal`;
    const it = await unruly(ticketOf(randomUUID()), at);
    (await node.shell()).pause();
    await it.until('ready');
    // This node takes a window of 2 MiB and as much again into a buffer before anything waits.
    const frames = (4 * 2 ** 20 + 2 * maxUnreadInputBytes) / maxInputBytes;
    for (let sequence = 1; sequence <= frames; sequence += 1)
      it.send({ type: 'input', sequence, data: Buffer.alloc(maxInputBytes, 0x61) });
    expect(await it.closed).toMatchObject({ code: 4429 });
  } finally {
    await flooded.close();
    node.stop();
  }
});

test('a flood of frames is read more slowly, and the terminal beside it does not feel it', async () => {
  const { attempt, it } = await anOwner();
  const flood = await unruly((await attempt.issue()).ticket);
  await flood.until('ready');
  const begun = performance.now();
  for (let token = 0; token < 16_000; token += 1) flood.send({ type: 'ping', token });
  it.line('echo un"hindered"');
  await it.shows('unhindered');
  const pongs = () => flood.frames.filter(({ type }) => type === 'pong').length;
  await expect.poll(pongs, { timeout: 30_000 }).toBe(16_000);
  // 4,000 at once, then 2,000 a second; the last 6,000 may come in one piece of 64 KiB.
  expect(performance.now() - begun).toBeGreaterThan(2_500);
});

test('a storm of sizes ends at the last one, and few of them reach the shell', async () => {
  const { it } = await anOwner();
  it.line('trap "echo -n w" WINCH; echo re"ady"');
  await it.shows('ready');
  for (let n = 0; n < 500; n += 1) it.client.resize({ columns: 80 + (n % 50), rows: 30 });
  it.client.resize({ columns: 101, rows: 31 });
  await it.until('the last size', () => it.sizes.at(-1)?.columns === 101);
  it.line('stty size');
  await it.shows('31 101');
  expect(it.sizes.length).toBeLessThan(50);
});
