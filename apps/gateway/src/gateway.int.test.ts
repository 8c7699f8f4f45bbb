import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { finishAttempt } from '@springboard/core/attempts.ts';
import { endAccess } from '@springboard/core/people/leaving/end-access.ts';
import { anActor, aWorld, takeJobs } from '@springboard/core/testing/fixtures.ts';
import { listenForChanges, notifyChange } from '@springboard/db/notify.ts';
import { attempt as attemptRow, terminalTicket } from '@springboard/db/schema/attempts.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { person } from '@springboard/db/schema/people.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { closeReasons } from '@springboard/terminal/common/close.ts';
import { subprotocol } from '@springboard/terminal/common/limits.ts';
import { NodeGone } from '@springboard/terminal/node/authority.ts';
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

const origin = 'http://localhost:7800';
let database: TestDatabase;
let sshd: TestSshd;
let world: ReturnType<typeof aWorld>;
let server: GatewayServer;
let url: string;
const clients: RecordingClient[] = [];

async function serve(): Promise<void> {
  server = new GatewayServer({
    authority: coreAuthority(world.ctx, { connect: () => sshd.connect() }),
    origins: allowedOrigins(origin),
    bind: '127.0.0.1',
    port: 0,
    log: world.ctx.log,
    heldIn: sshd.heldIn,
  });
  url = `ws://127.0.0.1:${await server.listen()}/terminal`;
}

beforeAll(async () => {
  [database, sshd] = await Promise.all([withDb(), startSshd()]);
  world = aWorld(database.db);
  await serve();
});
afterAll(async () => {
  for (const { client } of clients) client.close();
  await server?.close();
  await sshd?.stop();
  await database?.close();
});

/** A learner's running attempt whose node is the test's sshd, with tickets for this gateway. */
async function anAttempt() {
  const running = await anAttemptOn(sshd, world);
  return {
    ...running,
    ticket: async () => ({ ticket: (await running.issue()).ticket, url }),
  };
}

function open(getTicket: () => Promise<{ ticket: string; url: string }>): RecordingClient {
  const client = new RecordingClient({ getTicket, origin });
  clients.push(client);
  return client;
}

function raw(headers: Record<string, string> = { origin }): WebSocket {
  return new WebSocket(url, subprotocol, { headers });
}

async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = await once(socket, 'close');
  return code;
}

test('a ticket opens a shell with the key of the environment; grading hears of what happens in it', async () => {
  const attempt = await anAttempt();
  const it = await open(attempt.ticket).open();
  await takeJobs(database.db);
  // The prompt may have asked for a run already.
  await database.db.update(attemptRow).set({ nextGradeAt: null }).where(eq(attemptRow.id, attempt.id));
  it.line('echo $((6*7))');
  await it.shows('42');
  await expect
    .poll(async () => (await takeJobs(database.db)).map(({ job }) => job), { timeout: 5_000 })
    .toContain('attempt.grade');
});

test('a ticket opens once', async () => {
  const attempt = await anAttempt();
  const ticket = await attempt.ticket();
  await open(async () => ticket).open();
  const second = open(async () => ticket);
  await second.until('a refusal', () => second.client.state.kind === 'reconnecting');
  expect(second.client.state).toMatchObject({ reason: expect.stringContaining('used before') });
  second.client.close();
  expect(second.welcomes).toHaveLength(0);
});

test('what a ticket allows is what its row says, whatever HELLO asks for', async () => {
  const attempt = await anAttempt();
  const ticket = await attempt.ticket();
  await database.db
    .update(terminalTicket)
    .set({ mode: 'observer' })
    .where(eq(terminalTicket.attemptId, attempt.id));
  const it = await open(async () => ticket).open();
  expect(it.welcomes[0]).toMatchObject({ role: 'observer' });
});

test('a run is executed once for ever, from a second page and after a reload, too', async () => {
  const attempt = await anAttempt();
  const id = randomUUID();
  const one = await open(attempt.ticket).open();
  const two = await open(attempt.ticket).open();
  const results = await Promise.all([one.client.run(id, 'echo r"an"'), two.client.run(id, 'echo r"an"')]);
  expect(results.map(({ outcome }) => outcome).sort()).toEqual(['already-run', 'typed']);
  await one.shows('ran\r\n');
  expect(await (await open(attempt.ticket).open()).client.run(id, 'echo r"an"')).toMatchObject({
    outcome: 'already-run',
  });
});

test.each<[string, Record<string, string>]>([
  ['another origin', { origin: 'http://localhost:7801' }],
  ['no origin', {}],
])('a socket of %s is refused before anything is said', async (_name, headers) => {
  const socket = raw(headers);
  const [, response] = await once(socket, 'unexpected-response');
  expect(response.statusCode).toBe(403);
  socket.on('error', () => {});
  socket.terminate();
});

test('a frame that is too large, one that is none, and silence are closed with a reason', async () => {
  const large = raw();
  const bad = raw();
  const silent = raw();
  const early = raw();
  const codes = Promise.all([closeCode(large), closeCode(bad), closeCode(silent), closeCode(early)]);
  await Promise.all([large, bad, silent, early].map((socket) => once(socket, 'open')));
  large.send(new Uint8Array(64 * 1024 + 1));
  bad.send(Uint8Array.of(0x99, 1, 2, 3));
  early.send(Uint8Array.of(0x02, 0, 0, 0, 0, 0, 0, 0, 1, 0x6c, 0x73));
  expect(await codes).toEqual([1009, 4400, 4408, 4400]);
});

test('who is deactivated is out at once, and does not come back', async () => {
  const attempt = await anAttempt();
  const it = await open(attempt.ticket).open();
  const { personId } = attempt.actor;
  const listener = listenForChanges(database.url, (change) => {
    if (change.kind === 'revoked') server.revoke(change.personId);
  });
  await listener.ready;
  const ticket = await attempt.ticket();
  await database.db.transaction(async (tx) => {
    await tx.update(person).set({ deactivatedAt: new Date() }).where(eq(person.id, personId));
    await notifyChange(tx, { kind: 'revoked', personId });
  });
  await it.until('the close', () => it.client.state.kind === 'reconnecting');
  it.client.close();
  const again = open(async () => ticket);
  await again.until('a refusal', () => again.client.state.kind === 'closed');
  expect(again.client.state).toMatchObject({ code: 4403 });
  await listener.close();
});

test('who has left is told so, and does not try to come back', async () => {
  const attempt = await anAttempt();
  const it = await open(attempt.ticket).open();
  const { personId } = attempt.actor;
  const listener = listenForChanges(database.url, (change) => {
    if (change.kind === 'revoked') server.revoke(change.personId, change.left);
    if (change.kind === 'environment-ended') server.endEnvironment(change.environmentId);
  });
  await listener.ready;
  const operator = await anActor(database.db, ['operator']);
  await endAccess(world.ctx, operator, personId, `${personId}@example.org`);
  await it.until('the close', () => it.client.state.kind === 'closed');
  expect(it.client.state).toMatchObject({ code: closeReasons.accessEnded.code });
  await listener.close();
});

test('who may still be here after a revocation comes back by themselves, to the same shell', async () => {
  const attempt = await anAttempt();
  const it = await open(attempt.ticket).open();
  server.revoke(attempt.actor.personId);
  await it.until('coming back', () => it.welcomes.length === 2);
  expect(it.states).toContainEqual(expect.objectContaining({ kind: 'reconnecting' }));
  expect(it.welcomes[1]).toMatchObject({ attach: 'exact', epoch: it.welcomes[0]?.epoch });
});

test('a ticket that is being looked at when its person is revoked opens nothing', async () => {
  const attempt = await anAttempt();
  const { ticket } = await attempt.ticket();
  const real = coreAuthority(world.ctx, { connect: () => sshd.connect() });
  const asked = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const slow = new GatewayServer({
    authority: {
      ...real,
      redeem: async (secret) => {
        const answer = await real.redeem(secret);
        asked.resolve();
        await held.promise;
        return answer;
      },
    },
    origins: allowedOrigins(origin),
    bind: '127.0.0.1',
    port: 0,
    log: world.ctx.log,
    heldIn: sshd.heldIn,
  });
  const there = `ws://127.0.0.1:${await slow.listen()}/terminal`;
  const it = open(async () => ({ ticket, url: there }));
  await asked.promise;
  slow.revoke(attempt.actor.personId);
  held.resolve();
  await it.until('the close', () => it.client.state.kind === 'reconnecting');
  it.client.close();
  expect(it.welcomes).toHaveLength(0);
  await slow.close();
});

test('an attempt that is over takes its terminals with it when asked again', async () => {
  const attempt = await anAttempt();
  const it = await open(attempt.ticket).open();
  await server.authorizeAgain();
  expect(it.client.state.kind).toBe('open');
  await finishAttempt(world.ctx, attempt.actor, attempt.id);
  await server.authorizeAgain();
  await it.until('the close', () => it.client.state.kind === 'closed');
  expect(it.client.state).toMatchObject({ code: 4403 });
});

test.each(['paused', 'saving', 'rewinding'] as const)(
  'a terminal stays while its environment is %s',
  async (state) => {
    const attempt = await anAttempt();
    const it = await open(attempt.ticket).open();
    const promptOpen = state === 'saving';
    await database.db
      .update(environment)
      .set({ state, promptOpen })
      .where(eq(environment.id, attempt.environmentId));
    await server.authorizeAgain();
    it.line('echo $((6*7))');
    await it.shows('42');
    expect(it.client.state.kind).toBe('open');
  },
);

test('a node that is away while its disks are put back comes back; one that is gone ends its terminal', async () => {
  const attempt = await anAttempt();
  const authority = coreAuthority(world.ctx, {
    connect: () => Promise.reject(new DriverError('missing', 'There is no such node.')),
  });
  const connect = () => authority.connect(attempt.environmentId, 'host1');
  await expect(connect()).rejects.toBeInstanceOf(NodeGone);
  await database.db
    .update(environment)
    .set({ state: 'rewinding' })
    .where(eq(environment.id, attempt.environmentId));
  await expect(connect()).rejects.toBeInstanceOf(DriverError);
});

test('an environment that ends says so', async () => {
  const attempt = await anAttempt();
  const it = await open(attempt.ticket).open();
  server.endEnvironment(attempt.environmentId);
  await it.until('the close', () => it.client.state.kind === 'closed');
  expect(it.client.state).toMatchObject({ code: 4410, reason: expect.stringContaining('results are kept') });
});

test('a gateway that restarts says so, and pages come back by themselves, to the same shell', async () => {
  const attempt = await anAttempt();
  const it = await open(attempt.ticket).open();
  await server.close();
  await it.until('reconnecting', () => it.client.state.kind === 'reconnecting');
  expect(it.states.find(({ kind }) => kind === 'reconnecting')).toMatchObject({
    reason: expect.stringContaining('restarts'),
  });
  await serve();
  await it.open();
  expect(it.welcomes).toHaveLength(2);
  expect(it.welcomes[1]?.shell).toBe(it.welcomes[0]?.shell);
  expect(it.notices).toContainEqual(
    expect.objectContaining({ kind: 'info', text: expect.stringContaining('Your shell went on') }),
  );
});
