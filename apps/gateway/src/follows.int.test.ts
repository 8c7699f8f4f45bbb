import { answerFollow } from '@springboard/core/follows/answer.ts';
import { askToFollow } from '@springboard/core/follows/ask.ts';
import { stopFollow } from '@springboard/core/follows/end.ts';
import { answerTakeover, askTakeover, endTakeover } from '@springboard/core/follows/takeover.ts';
import { issueFollowTicket } from '@springboard/core/follows/terminals.ts';
import { issueTerminalTicket } from '@springboard/core/terminals.ts';
import { anActor, aWorld } from '@springboard/core/testing/fixtures.ts';
import { aRunningAttempt } from '@springboard/core/testing/steps.ts';
import { type Listener, listenForChanges, notifyChange } from '@springboard/db/notify.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { terminalFollow } from '@springboard/db/schema/follows.ts';
import { personRole } from '@springboard/db/schema/people.ts';
import type { StartRecording } from '@springboard/terminal/node/recorder.ts';
import { RecordingClient } from '@springboard/terminal/testing/recording-client.ts';
import { startSshd, type TestSshd } from '@springboard/terminal/testing/sshd.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowedOrigins } from './admission.ts';
import { coreAuthority } from './core-authority.ts';
import { GatewayServer } from './server.ts';

const origin = 'http://localhost:7800';
let database: TestDatabase;
let sshd: TestSshd;
let world: ReturnType<typeof aWorld>;
let server: GatewayServer;
let listener: Listener;
let url: string;
/** False while the test wants the gateway to find out by itself. */
let hears = true;
const marks: string[] = [];
const clients: RecordingClient[] = [];

const startRecording: StartRecording = () => ({
  output: () => {},
  resize: () => {},
  mark: (text) => void marks.push(text),
  end: () => {},
});

async function serve(more: { followerGoneMs?: number } = {}): Promise<void> {
  server = new GatewayServer({
    authority: coreAuthority(world.ctx, { connect: () => sshd.connect() }),
    origins: allowedOrigins(origin),
    bind: '127.0.0.1',
    port: 0,
    log: world.ctx.log,
    heldIn: sshd.heldIn,
    startRecording,
    ...more,
  });
  url = `ws://127.0.0.1:${await server.listen()}/terminal`;
}

beforeAll(async () => {
  [database, sshd] = await Promise.all([withDb(), startSshd()]);
  world = aWorld(database.db);
  await serve();
  listener = listenForChanges(database.url, (change) => {
    if (hears && change.kind === 'follow') void server.sharingChanged(change.attemptId);
    if (hears && change.kind === 'revoked') server.revoke(change.personId);
  });
  await listener.ready;
});
afterAll(async () => {
  for (const { client } of clients) client.close();
  await listener?.close();
  await server?.close();
  await sshd?.stop();
  await database?.close();
});

function open(ticket: () => Promise<{ ticket: string }>, size?: { columns: number; rows: number }) {
  const getTicket = async () => ({ ticket: (await ticket()).ticket, url });
  const client = new RecordingClient({ getTicket, origin, ...(size && { size }) });
  clients.push(client);
  return client;
}

/** A learner with a terminal on the test's sshd, and a mentor who asked to follow. */
async function aPair() {
  const running = await aRunningAttempt(world);
  const mentor = { ...(await anActor(database.db, ['mentor'])) };
  const node = running.view.environment?.nodes.find(({ terminal }) => terminal)?.name ?? '';
  const [row] = await database.db
    .update(environment)
    .set({ applied: { nodes: { [node]: { managementAddress: null, hostKey: sshd.hostKey } } } })
    .where(eq(environment.id, running.view.environment?.id ?? ''))
    .returning();
  await sshd.authorize(row?.publicKey ?? '');
  const { follows } = await askToFollow(world.ctx, mentor, running.id);
  const followId = follows[0]?.id ?? '';
  const agree = (answer: 'once' | 'environment' = 'once') =>
    answerFollow(world.ctx, running.actor, followId, { answer });
  const takeOver = async () => {
    await askTakeover(world.ctx, mentor, followId);
    await answerTakeover(world.ctx, running.actor, followId, { agree: true });
  };
  const terminal = { node, number: 1 };
  const learns = () => open(() => issueTerminalTicket(world.ctx, running.actor, running.id, terminal));
  const watches = () =>
    open(() => issueFollowTicket(world.ctx, mentor, followId, terminal), { columns: 100, rows: 30 });
  return { ...running, mentor, followId, agree, takeOver, learns, watches };
}

/** Both at the terminal, the mentor watching. */
async function together() {
  const pair = await aPair();
  await pair.agree();
  const learner = await pair.learns().open();
  const mentor = await pair.watches().open();
  return { pair, learner, mentor };
}

/** What the client's `TerminalClient` does not let through is sent all the same. */
function forceInput(client: RecordingClient, text: string, sequence: number): void {
  const frame = new DataView(new ArrayBuffer(9 + text.length));
  frame.setUint8(0, 0x02);
  frame.setBigUint64(1, BigInt(sequence));
  new TextEncoder().encodeInto(text, new Uint8Array(frame.buffer, 9));
  client.socket?.send(frame.buffer);
}

test('who follows sees what the learner sees, types nothing, and does not change the size', async () => {
  const { learner, mentor } = await together();
  expect(mentor.welcomes[0]).toMatchObject({ role: 'observer', ownsSize: false, columns: 80, rows: 24 });
  await mentor.until('presence', () => mentor.presence?.mayType === false);
  learner.line('echo $((6*7))');
  await mentor.shows('42');

  mentor.line('echo of-the-"mentor"');
  forceInput(mentor, 'echo of-the-"mentor"\n', 1);
  mentor.client.resize({ columns: 132, rows: 50 });
  mentor.client.takeSize();
  expect(await mentor.client.run(crypto.randomUUID(), 'echo ran')).toMatchObject({ outcome: 'not-run' });
  learner.line('stty size; echo all-"of-it"');
  await mentor.shows('all-of-it');
  expect(mentor.text).toContain('24 80');
  expect(mentor.text).not.toContain('of-the-mentor');
});

test('a mentor opens no shell: the learner’s is shown as soon as there is one', async () => {
  const pair = await aPair();
  await pair.agree();
  const mentor = pair.watches();
  await mentor.until('a refusal', () => mentor.client.state.kind === 'reconnecting');
  expect(mentor.client.state).toMatchObject({ reason: expect.stringContaining('No shell is open here yet') });
  const learner = await pair.learns().open();
  mentor.client.connect();
  await mentor.open();
  learner.line('echo he"re"');
  await mentor.shows('here');
});

test('after a takeover the mentor types and the learner does not, on each of their pages; then the other way round', async () => {
  const { pair, learner, mentor } = await together();
  const second = await pair.learns().open();
  await pair.takeOver();
  await mentor.until('the keyboard', () => mentor.presence?.mayType === true);
  await learner.until('the lock', () => learner.presence?.mayType === false);
  const name = learner.presence?.typist;
  expect(name).toMatch(/^Person /);
  await second.until('the lock', () => second.presence?.typist === name);

  forceInput(learner, 'echo of-the-"learner"\n', 1);
  forceInput(second, 'echo of-the-"learner"\n', 1);
  expect(await second.client.run(crypto.randomUUID(), 'echo ran')).toMatchObject({
    outcome: 'not-run',
    text: expect.stringContaining('is typing'),
  });
  mentor.line('stty size; echo by-"hand"');
  await learner.shows('by-hand');
  expect(learner.text).toContain('30 100');
  expect(learner.text).not.toContain('of-the-learner');

  const third = await pair.learns().open();
  await third.until('the lock', () => third.presence?.mayType === false);
  await endTakeover(world.ctx, pair.actor, pair.followId);
  await mentor.until('the end of it', () => mentor.presence?.mayType === false);
  await third.until('the keyboard', () => third.presence?.mayType === true);
  forceInput(mentor, 'echo too-"late"\n', 99);
  third.line('echo mine-"again"');
  await mentor.shows('mine-again');
  expect(mentor.text).not.toContain('too-late');
  const told = marks.slice(-6);
  expect(told).toContain(`${name} types`);
  expect(told.at(-1)).toBe('The learner types');
});

test.each([
  ['the learner says stop', (pair: Pair) => stopFollow(world.ctx, pair.actor, pair.followId)],
  ['the mentor leaves', (pair: Pair) => stopFollow(world.ctx, pair.mentor, pair.followId)],
])('when %s the socket closes at once, and nothing opens another', async (_name, end) => {
  const { pair, learner, mentor } = await together();
  await pair.takeOver();
  await learner.until('the lock', () => learner.presence?.mayType === false);
  const kept = await issueFollowTicket(world.ctx, pair.mentor, pair.followId, { node: 'host1', number: 1 });
  await end(pair);
  await mentor.until('the close', () => mentor.client.state.kind === 'closed');
  expect(mentor.client.state).toMatchObject({ code: 4413 });
  await learner.until('the keyboard', () => learner.presence?.mayType === true);
  learner.line('echo alone-"again"');
  await learner.shows('alone-again');
  const again = open(async () => kept);
  await again.until('a refusal', () => again.client.state.kind === 'closed');
  expect(again.client.state).toMatchObject({ code: 4403 });
  expect(again.welcomes).toHaveLength(0);
});
type Pair = Awaited<ReturnType<typeof aPair>>;

test('who is no mentor any more is out at once, and the learner types again', async () => {
  const { pair, learner, mentor } = await together();
  await pair.takeOver();
  await learner.until('the lock', () => learner.presence?.mayType === false);
  const { personId } = pair.mentor;
  await database.db.transaction(async (tx) => {
    await tx.delete(personRole).where(eq(personRole.personId, personId));
    await notifyChange(tx, { kind: 'revoked', personId });
  });
  await learner.until('the keyboard', () => learner.presence?.mayType === true);
  expect(mentor.client.state.kind).not.toBe('open');
  mentor.client.close();
});

test('what ended without the gateway hearing of it is noticed when it asks again', async () => {
  const { pair, learner, mentor } = await together();
  await pair.takeOver();
  await learner.until('the lock', () => learner.presence?.mayType === false);
  hears = false;
  await stopFollow(world.ctx, pair.actor, pair.followId);
  await server.authorizeAgain();
  hears = true;
  await mentor.until('the close', () => mentor.client.state.kind === 'closed');
  await learner.until('the keyboard', () => learner.presence?.mayType === true);
});

test('a reload keeps the mentor in; one that does not come back is gone', async () => {
  await server.close();
  await serve({ followerGoneMs: 4_000 });
  const { pair, learner, mentor } = await together();
  const stateOf = async () => {
    const [row] = await database.db.select().from(terminalFollow).where(eq(terminalFollow.id, pair.followId));
    return row?.state;
  };
  mentor.drop();
  await mentor.until('coming back', () => mentor.welcomes.length === 2);
  expect(await stateOf()).toBe('following');
  mentor.client.close();
  await expect.poll(stateOf, { timeout: 15_000 }).toBe('ended');
  await learner.until('being alone', () => learner.presence?.viewers === 1);
});
