import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeSshKeyPair } from '@springboard/core/environments/keys.ts';
import { startSshd } from '@springboard/terminal/testing/sshd.ts';
import { unrulyClient } from '@springboard/terminal/testing/unruly-client.ts';
import { unrulyNode } from '@springboard/terminal/testing/unruly-node.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SshWorld } from './testing/ssh-world.ts';

const megabyte = 2 ** 20;
/** What brings nothing for so long, in milliseconds, has come to rest. */
const restMs = 500;

let ssh: SshWorld;
let it: Awaited<ReturnType<SshWorld['aLearner']>>;
beforeAll(async () => {
  ssh = await SshWorld.open();
  it = await ssh.aLearner();
});
afterAll(() => ssh?.[Symbol.asyncDispose]());

const aClient = () =>
  unrulyClient({
    port: ssh.port,
    username: it.at,
    privateKey: readFileSync(join(it.client.folder, 'key')),
  });

async function stillServes(): Promise<void> {
  const ran = await it.client.run('ssh', [`${it.at}@lab`, 'echo well']);
  expect(ran).toMatchObject({ code: 0, out: 'well\n' });
}

/** What this process, which is client and server, takes while `work` goes on. */
async function growthDuring(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  await work();
  return (process.memoryUsage.rss() - before) / megabyte;
}

const fromNode = () => (ssh.streams.at(-1) as Socket | undefined)?.bytesRead ?? 0;

/** Until the latest connection to a node has brought a flood, and brings no more. */
async function nodeWaits(): Promise<void> {
  await expect.poll(fromNode, { timeout: 60_000 }).toBeGreaterThan(megabyte);
  let before: number;
  do {
    before = fromNode();
    await pause(restMs);
  } while (fromNode() !== before);
}

describe('a client that does not keep to the rules', () => {
  test('and sends more than its window is cut before it fills the gateway', async () => {
    const { client, inside, exec } = await aClient();
    const channel = await exec('sleep 100');
    const closed = new Promise<void>((resolve) => client.on('close', resolve));
    // A window that comes to exactly zero would stop it: ssh2 looks for that alone.
    const piece = Buffer.alloc(30_011);
    let over = false;
    void closed.then(() => {
      over = true;
    });
    let sent = 0;
    while (!over && sent < 1_000 * megabyte) {
      channel.outgoing.window = 2 ** 31;
      channel.write(piece);
      sent += piece.length;
      if (inside._sock.writableLength > megabyte)
        await Promise.race([once(inside._sock, 'drain').catch(() => {}), closed]);
      else await pause(0);
    }
    expect(over).toBe(true);
    expect(sent).toBeLessThan(400 * megabyte);
    await stillServes();
  });

  test('and grants a window without end, but reads nothing, makes the node wait', async () => {
    const { client, inside, exec } = await aClient();
    const channel = await exec('read go; cat /dev/zero');
    inside._protocol.channelWindowAdjust(channel.outgoing.id, 2 ** 31);
    inside._sock.pause();
    const growth = growthDuring(nodeWaits);
    channel.write('go\n');
    expect(await growth).toBeLessThan(150);
    client.destroy();
    inside._sock.destroy();
    await stillServes();
  });

  test('and asks for signals that no system has, loses its connection at most', async () => {
    const { client, inside, exec } = await aClient();
    const channel = await exec('sleep 100');
    // Past the checks of ssh2 as a client.
    const { signal } = inside._protocol;
    expect(() => signal.call(inside._protocol, channel.outgoing.id, 'NOSUCH')).toThrow();
    channel.signal('TERM');
    channel.signal('KILL');
    await stillServes();
    client.end();
  });

  test('and opens more sessions than there are is refused the rest', async () => {
    const { client, exec } = await aClient();
    for (let i = 0; i < 8; i += 1) await exec('sleep 100');
    await expect(exec('echo ninth')).rejects.toThrow(/open failure/);
    client.end();
    await expect.poll(() => ssh.server.size).toBe(0);
    await stillServes();
  });

  test('and keeps more connections than there are loses them, although it asks for nothing', async () => {
    const { port } = await ssh.serve({ connectionsPerPerson: 1, refusedForMs: 200 });
    const own = await ssh.aLearner();
    own.client.configure(port, ssh.hostKey.publicKey);
    const first = own.client.start('ssh', [`${own.at}@lab`, 'echo in; sleep 60']);
    await once(first.stdout, 'data');
    const second = own.client.start('ssh', ['-N', `${own.at}@lab`]);
    await once(second, 'close');
    expect([second.exitCode, first.exitCode]).toEqual([255, null]);
    first.kill();
  });

  test('and leaves in the midst of everything leaves nothing behind', async () => {
    for (let i = 0; i < 10; i += 1) {
      const { client, inside, exec } = await aClient();
      const nobody = () => {};
      void exec('cat /dev/zero').then((channel) => channel.resume(), nobody);
      void exec('cat > /dev/null').then((channel) => channel.write(Buffer.alloc(megabyte)), nobody);
      for (const host of ['localhost', '127.0.0.1', 'grader']) client.forwardOut('', 0, host, 22, nobody);
      await pause(i * 15);
      inside._sock.destroy();
    }
    for (let i = 0; i < 10; i += 1) {
      const child = it.client.start('ssh', [`${it.at}@lab`, 'echo in']);
      await pause(i * 12);
      child.kill('SIGKILL');
    }
    await expect.poll(() => ssh.server.size, { timeout: 10_000 }).toBe(0);
    await stillServes();
  });

  test('and has eight commands printed that it does not read, cannot take the gateway from others', async () => {
    const { client, exec } = await aClient();
    const channels = await Promise.all(Array.from({ length: 8 }, () => exec('cat /dev/zero')));
    expect(channels).toHaveLength(8);
    expect(await growthDuring(nodeWaits)).toBeLessThan(150);
    await stillServes();
    client.end();
  });
});

describe('a node that does not keep to the rules', () => {
  test('and never says a word keeps nobody from their own', async () => {
    const sshd = await startSshd({ plain: true });
    const mute = createServer();
    mute.listen(0, '127.0.0.1');
    await once(mute, 'listening');
    let waiting = 0;
    let isMute = true;
    const other = await SshWorld.open({
      hostKey: sshd.hostKey,
      authorize: (line) => sshd.authorize(line),
      stop: () => sshd.stop(),
      connect: async () => {
        if (!isMute) return sshd.connect();
        waiting += 1;
        return connect((mute.address() as AddressInfo).port, '127.0.0.1');
      },
    });
    try {
      const hostile = await other.aLearner();
      const stuck = [1, 2, 3, 4].map(() => hostile.client.start('ssh', [`${hostile.at}@lab`, 'true']));
      await expect.poll(() => waiting, { timeout: 20_000 }).toBe(4);
      isMute = false;
      const them = await other.aLearner();
      const ran = await them.client.run('ssh', [`${them.at}@lab`, 'echo in']);
      expect(ran).toMatchObject({ code: 0, out: 'in\n' });
      // They still wait, all of them.
      expect(stuck.map(({ exitCode }) => exitCode)).toEqual([null, null, null, null]);
    } finally {
      await other[Symbol.asyncDispose]();
      mute.close();
    }
  });

  test('and sends more than its window takes only its own connection with it', async () => {
    const { publicKey, privateKey } = await makeSshKeyPair('node');
    const flood = Buffer.alloc(30_011);
    const node = await unrulyNode(privateKey, (_command, channel) => {
      channel.on('error', () => {});
      const pour = async () => {
        for (let sent = 0; sent < 600 * megabyte && channel.writable; sent += flood.length) {
          channel.outgoing.window = 2 ** 31;
          channel.write(flood);
          if (sent % (flood.length * 100) === 0) await pause(1);
        }
      };
      void pour();
    });
    const other = await SshWorld.open({ hostKey: publicKey, authorize: async () => {}, ...node });
    try {
      const them = await other.aLearner();
      const child = them.client.start('ssh', [`${them.at}@lab`, 'flood']);
      child.stdout.pause();
      const closed = once(child, 'exit');
      await closed;
      await expect.poll(() => other.server.size, { timeout: 10_000 }).toBe(0);
      await stillServes();
    } finally {
      await other[Symbol.asyncDispose]();
    }
  });
});
