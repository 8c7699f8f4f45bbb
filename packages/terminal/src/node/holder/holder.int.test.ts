import { randomUUID } from 'node:crypto';
import { chmod, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type ssh2 from 'ssh2';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSshd, type TestSshd } from '../../testing/sshd.ts';
import { TestTerminalServer } from '../../testing/terminal-server.ts';
import { logIn } from '../ssh.ts';
import type { HeldShell } from './held-shell.ts';
import { hold, holderCommand } from './hold.ts';

const size = { columns: 80, rows: 24 };
let sshd: TestSshd;
let client: ssh2.Client;
let socket: string;

beforeAll(async () => {
  sshd = await startSshd();
  const { hostKey, privateKey } = sshd;
  client = await logIn({ stream: await sshd.connect(), hostKey, privateKey, standsStill: async () => false });
});
afterAll(async () => {
  client?.end();
  await sshd?.stop();
});
beforeEach(() => {
  socket = join(sshd.heldIn, `${randomUUID()}.1`);
});

const printedWithinMs = 60_000;
/** All that the shell prints until it matches. */
function printed(shell: HeldShell, pattern: RegExp): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    const take = (data: Buffer) => {
      text += data.toString();
      if (!pattern.test(text)) return;
      clearTimeout(timer);
      shell.output.off('data', take);
      resolve(text);
    };
    const timer = setTimeout(() => reject(new Error(`${pattern} did not come: ${text}`)), printedWithinMs);
    shell.output.on('data', take);
  });
}

function type(shell: HeldShell, text: string): Promise<void> {
  return new Promise((resolve) => shell.write(text, resolve));
}

test('a shell is started once, then found, with what it printed while nobody was there', async () => {
  const first = await hold(client, socket, { columns: 101, rows: 31 });
  expect(first.found).toBe(false);
  await type(first.shell, 'stty size; SEEN=yes; (sleep 0.5; echo me"anwhile"; touch "$HOME/done") &\r');
  expect(await printed(first.shell, /31 101\r\n/)).not.toContain('meanwhile\r\n');
  first.shell.leave();
  await expect.poll(() => readdir(join(sshd.heldIn, '..')), { timeout: 10_000 }).toContain('done');

  const second = await hold(client, socket, size);
  expect(second).toMatchObject({ found: true, id: first.id });
  await printed(second.shell, /meanwhile\r\n/);
  second.shell.setSize({ columns: 60, rows: 20 });
  await type(second.shell, 'echo "SEEN=$SEEN"; stty size; exit 7\r');
  expect(await printed(second.shell, /20 60\r\n/)).toContain('SEEN=yes');
  second.shell.output.resume();
  expect(await second.shell.ended).toEqual({ exitCode: 7, signal: null });
  expect((await hold(client, socket, size)).found).toBe(false);
});

test('how a shell ended is told, also with something left running on its terminal', async () => {
  const exited = (await hold(client, socket, size)).shell;
  exited.output.resume();
  await type(exited, 'sleep 60 & exit 3\r');
  expect(await exited.ended).toEqual({ exitCode: 3, signal: null });
  const killed = (await hold(client, socket, size)).shell;
  killed.output.resume();
  await type(killed, 'kill -9 $$\r');
  expect(await killed.ended).toEqual({ exitCode: null, signal: 'KILL' });
  // Long before the sleep is over.
}, 45_000);

test('a holder that root kills takes its shell along, and the next one starts anew', async () => {
  const { shell, id } = await hold(client, socket, size);
  shell.output.resume();
  await type(shell, 'kill -9 $PPID\r');
  expect(await shell.ended).toBeUndefined();
  expect(await readdir(sshd.heldIn)).toContain(socket.split('/').at(-1));
  const next = await hold(client, socket, size);
  expect(next.found).toBe(false);
  expect(next.id).not.toBe(id);
});

test('signals and modes are as in a shell of sshd', async () => {
  const { shell } = await hold(client, socket, size);
  await type(shell, 'stty -a | grep -o " iutf8"; trap; yes | head -1; echo "$TERM $LANG $COLORTERM $0"\r');
  const text = await printed(shell, /xterm-256color C.UTF-8 truecolor \S+\r\n/);
  expect(text).toMatch(/ iutf8\r\ny\r\n/);
  expect(text).not.toMatch(/trap -- '' SIG/);
  await type(shell, 'sh -c "echo go\\"es\\"; exec sleep 60"\r');
  await printed(shell, /goes\r\n/);
  await type(shell, '\x03');
  await type(shell, 'echo "st"atus=$?\r');
  await printed(shell, /status=130/);
});

test('a long paste into a program that prints more than it reads does not stop either', async () => {
  const { shell } = await hold(client, socket, size);
  await type(
    shell,
    'stty raw -echo; perl -e \'$|=1; print "RE","ADY"; while (sysread(STDIN,$b,1)) { print $b x 20 }\'\r',
  );
  await printed(shell, /READY/);
  // Nobody reads for a while: what is typed has to come through all the same once somebody does.
  shell.output.pause();
  const pieces = Array.from({ length: 32 }, () => 'abcdefgh'.repeat(1024));
  for (const piece of pieces) void type(shell, piece);
  let bytes = 0;
  const all = new Promise<void>((resolve) => {
    shell.output.on('data', (data: Buffer) => {
      bytes += data.length;
      if (bytes >= 20 * 32 * 8192) resolve();
    });
  });
  shell.output.resume();
  await all;
  expect(bytes).toBe(20 * 32 * 8192);
});

test('of two that ask for a shell the last one has it', async () => {
  const first = await hold(client, socket, size);
  first.shell.output.resume();
  const second = await hold(client, socket, size);
  expect(second.id).toBe(first.id);
  expect(await first.shell.ended).toBeUndefined();
  await type(second.shell, 'echo se"cond"\r');
  await printed(second.shell, /second\r\n/);
});

test('who is no holder is not taken for one', async () => {
  const impostor = createServer((connection) => {
    connection.on('error', () => {});
    connection.end('x\0\0\0\x02hi');
  });
  impostor.listen(socket);
  try {
    await expect(hold(client, socket, size)).rejects.toThrow('an unknown frame');
  } finally {
    impostor.close();
  }
});

test('a node that cannot hold shells has plain ones, and says so', async () => {
  const file = join(sshd.heldIn, 'a-file');
  await writeFile(file, '');
  await chmod(file, 0o600);
  const server = await new TestTerminalServer(sshd, { heldIn: file }).listen();
  try {
    const it = await server.client(randomUUID()).open();
    await it.until('the notice', () => it.notices.length === 1);
    expect(it.notices[0]).toMatchObject({
      kind: 'info',
      text: expect.stringContaining('cannot hold shells'),
    });
    it.line('echo pl"ain"');
    await it.shows('plain\r\n');
  } finally {
    await server.close();
  }
});

test('where systemd runs, the holder gets a scope of its own, and is started without one where that fails', () => {
  const command = holderCommand('/run/springboard/terminals/a.1', size);
  expect(command).toMatch(/\[ -d \/run\/systemd\/system \] && hold systemd-run .*--scope.* \|\| hold'$/);
  expect(command).toContain('/usr/bin/python3 -IS - /run/springboard/terminals/a.1 80 24');
});

test('a node sends little ahead of who does not take it, and goes on afterwards', async () => {
  const { shell } = await hold(client, socket, size);
  let came = 0;
  shell.output.on('data', (data: Buffer) => {
    came += data.length;
  });
  await type(shell, 'yes\r');
  // What ssh2 has granted at the beginning is used then.
  await expect.poll(() => came, { timeout: printedWithinMs }).toBeGreaterThan(4 * 2 ** 20);
  const waiting = () =>
    shell.buffers.reduce(
      (sum, { readableLength, writableLength }) => sum + readableLength + writableLength,
      0,
    );
  shell.output.pause();
  let seen = -1;
  await expect
    .poll(
      () => {
        const rests = waiting() === seen && seen > 0;
        seen = waiting();
        return rests;
      },
      { interval: 250, timeout: printedWithinMs },
    )
    .toBe(true);
  // The window, and the two buffers between the channel and the taker.
  expect(seen).toBeLessThanOrEqual(512 * 1024);
  const before = came;
  shell.output.resume();
  await expect.poll(() => came - before, { timeout: printedWithinMs }).toBeGreaterThan(2 ** 20);
  await type(shell, '\u0003exit\r');
  expect(await shell.ended).toMatchObject({ signal: null });
});
