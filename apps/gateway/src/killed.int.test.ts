import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmulatedClient } from '@springboard/terminal/testing/emulated-client.ts';
import { startSshd, type TestSshd } from '@springboard/terminal/testing/sshd.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProcessSettings } from './testing/gateway-process.ts';
import { ticketOf } from './testing/open-authority.ts';

const origin = 'http://localhost:7800';
let sshd: TestSshd;
let recordings: string;
let gateway: ChildProcess;
let port = 0;
const clients: EmulatedClient[] = [];

beforeAll(async () => {
  recordings = await mkdtemp(join(tmpdir(), 'springboard-killed-'));
  sshd = await startSshd();
});
afterAll(async () => {
  await sshd?.stop();
  await rm(recordings, { recursive: true, force: true });
});
beforeEach(async () => {
  port = 0;
  await startGateway();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await end('SIGKILL');
});

/** Starts it on the port it had before, so that pages find it again. */
async function startGateway(): Promise<void> {
  const { hostKey, privateKey, heldIn } = sshd;
  const settings: ProcessSettings = {
    hostKey,
    privateKey,
    heldIn,
    sshdPort: sshd.port,
    port,
    recordings,
    origin,
  };
  const program = fileURLToPath(new URL('testing/gateway-process.ts', import.meta.url));
  gateway = fork(program, [JSON.stringify(settings)], { execArgv: [] });
  const [message] = await once(gateway, 'message');
  port = message.port;
}

async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (gateway.exitCode !== null || gateway.signalCode !== null) return;
  const exited = once(gateway, 'exit');
  gateway.kill(signal);
  await exited;
}

function open(attempt: string): EmulatedClient {
  const url = `ws://127.0.0.1:${port}/terminal`;
  const client = new EmulatedClient({ origin, getTicket: async () => ({ ticket: ticketOf(attempt), url }) });
  clients.push(client);
  return client;
}

/** Until the text has reached the disk: what a gateway printed in its last moments is lost with it. */
async function recorded(attempt: string, text: string): Promise<void> {
  const folder = join(recordings, attempt);
  const read = async () => readFile(join(folder, (await readdir(folder))[0] ?? ''), 'utf8');
  await expect.poll(read, { timeout: 10_000 }).toContain(text);
}

/** A file in the home of the node's shells, by which the test and what runs there tell each other something. */
const inHome = (name: string) => join(dirname(sshd.heldIn), name);
const onceThere = (name: string) => `until [ -e ~/${name} ]; do sleep 0.1; done`;

const cameBack = (it: EmulatedClient) =>
  it.until('coming back', () => it.welcomes.length === 2 && it.client.state.kind === 'open');

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a gateway that ended by %s finds the shell again, with its screen, its scrollback and what ran',
  async (signal) => {
    const attempt = randomUUID();
    const it = await open(attempt).open();
    const [go, went] = [`go-${signal}`, `went-${signal}`];
    it.client.input(`seq 1 100; SEEN=yes; (${onceThere(go)}; echo by-its"elf"; touch ~/${went}) &\r`);
    await it.shows('\n100\n');
    // Not the echo of what was typed.
    await recorded(attempt, String.raw`100\r\n`);
    const told = it.states.length;
    await end(signal);
    await it.until('the loss', () => it.client.state.kind === 'reconnecting');
    if (signal === 'SIGTERM')
      expect(it.states[told]).toMatchObject({ reason: expect.stringContaining('Your shell goes on') });
    await writeFile(inHome(go), '');
    await expect.poll(() => existsSync(inHome(went)), { timeout: 10_000 }).toBe(true);
    await startGateway();
    await cameBack(it);
    const [before, after] = it.welcomes;
    expect(after).toMatchObject({ attach: 'snapshot', shell: before?.shell });
    expect(after?.epoch).not.toBe(before?.epoch);
    await it.shows('by-itself');
    expect(it.screen).toContain(Array.from({ length: 100 }, (_, i) => i + 1).join('\n'));
    it.client.input('echo "SEEN=$SEEN"\r');
    await it.shows('\nSEEN=yes');
    expect(it.screen.split('by-itself')).toHaveLength(2);
    expect(it.notices).toEqual([{ kind: 'info', text: expect.stringContaining('Your shell went on') }]);
  },
);

test('vim that was open and dirty when the gateway was killed is there, and what is typed goes into it', async () => {
  const attempt = randomUUID();
  const it = await open(attempt).open();
  it.client.input('vi -u NONE -n +"set showmode"\r');
  await it.shows('~');
  it.client.input('idirty before');
  await it.shows('dirty before');
  await it.shows('-- INSERT --');
  await recorded(attempt, 'INSERT');
  await end('SIGKILL');
  await startGateway();
  await cameBack(it);
  expect(it.terminal.buffer.active.type).toBe('alternate');
  await it.shows(/dirty before\n~\n[\s\S]*-- INSERT --/);
  it.client.input(' and after\x1b:q!\r');
  await it.until('the shell again', () => it.terminal.buffer.active.type === 'normal');
  await it.shows('showmode');
  expect(it.screen).not.toContain('and after');
});

test('a page that is opened after the restart sees the same, and the recording goes on in a second part', async () => {
  const attempt = randomUUID();
  const it = await open(attempt).open();
  it.client.input('echo fi"rst"\r');
  await it.shows('\nfirst');
  await end('SIGTERM');
  await startGateway();
  const late = await open(attempt).open();
  expect(late.welcomes[0]).toMatchObject({ attach: 'snapshot', shell: it.welcomes[0]?.shell });
  await late.shows('\nfirst');
  late.client.input('echo sec"ond"; exit 5\r');
  await late.until('the end', () => late.client.state.kind === 'closed');
  expect(late.screen).toContain('\nsecond');
  const files = (await readdir(join(recordings, attempt))).sort();
  expect(files).toHaveLength(2);
  const second = join(recordings, attempt, files[1] ?? '');
  await expect.poll(() => readFile(second, 'utf8')).toMatch(/"x","5"\]\n$/);
  expect(await readFile(second, 'utf8')).toMatch(/first[\s\S]*second/);
});

test('a shell that ended while there was no gateway is not found: a new one says so', async () => {
  const attempt = randomUUID();
  const it = await open(attempt).open();
  it.client.input(`${onceThere('exit')}; exit\r`);
  await it.shows('done; exit');
  await end('SIGKILL');
  await writeFile(inHome('exit'), '');
  await expect.poll(() => readdir(sshd.heldIn), { timeout: 10_000 }).not.toContain(`${attempt}.1`);
  await startGateway();
  await cameBack(it);
  expect(it.welcomes[1]).toMatchObject({ attach: 'fresh' });
  expect(it.welcomes[1]?.shell).not.toBe(it.welcomes[0]?.shell);
  expect(it.notices).toEqual([{ kind: 'info', text: expect.stringContaining('new shell') }]);
});

test('a killed gateway does not stop a program that prints, and its last output is kept for the next one', async () => {
  const it = await open(randomUUID()).open();
  it.client.input(`${onceThere('print')}; seq 1 400000; echo fini"shed"\r`);
  await it.shows('seq 1 400000');
  await end('SIGKILL');
  await writeFile(inHome('print'), '');
  await startGateway();
  await cameBack(it);
  await it.shows(/\n399999\n400000\nfinished\n/);
});
