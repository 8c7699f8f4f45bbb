import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aFreePort, ask, forwarding, throughSocks } from './testing/forwarding.ts';
import { SshWorld } from './testing/ssh-world.ts';

let ssh: SshWorld;
let it: Awaited<ReturnType<SshWorld['aLearner']>>;
/** On the node: says hello, and answers with what it was sent, upper case, when the other side is done. */
let echo: Server;
let echoPort: number;
beforeAll(async () => {
  ssh = await SshWorld.open();
  it = await ssh.aLearner();
  echo = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (data) => {
      text += data.toString();
    });
    socket.on('end', () => socket.end(`hello ${text.toUpperCase()}`));
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  echoPort = (echo.address() as AddressInfo).port;
});
afterAll(async () => {
  await ssh?.[Symbol.asyncDispose]();
  echo?.close();
});

describe('-L', () => {
  test('leads to a port of the node, each direction ends by itself', async () => {
    const { port, child } = await forwarding(it.client, it.at, (own) => [
      '-L',
      `${own}:localhost:${echoPort}`,
    ]);
    const socket = () => connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    expect(await ask(socket(), 'one')).toBe('hello ONE');
    const many = Array.from({ length: 20 }, (_, i) => ask(socket(), `n${i}`));
    expect(await Promise.all(many)).toEqual(Array.from({ length: 20 }, (_, i) => `hello N${i}`));
    const large = 'x'.repeat(5_000_000);
    expect((await ask(socket(), large)).length).toBe(large.length + 6);
    child.kill();
  });

  test('to anything else is closed without a word', async () => {
    const { port, child } = await forwarding(it.client, it.at, (own) => ['-L', `${own}:169.254.169.254:80`]);
    expect(await ask(connect(port, '127.0.0.1'), 'GET /')).toBe('');
    child.kill();
  });
});

test('-W leads standard input and output to a port, as ProxyJump does', async () => {
  const ran = await it.client.run('ssh', ['-W', `127.0.0.1:${echoPort}`, `${it.at}@lab`], { input: 'jump' });
  expect(ran).toMatchObject({ code: 0, out: 'hello JUMP' });
});

describe('-D', () => {
  test('leads to what is of this environment, and to nothing else', async () => {
    const { port, child } = await forwarding(it.client, it.at, (own) => ['-D', String(own)]);
    const asked = async (host: string, to = echoPort) => ask(await throughSocks(port, host, to), 'socks');
    expect(await asked('localhost')).toBe('hello SOCKS');
    // The node is this host here: a way that led anywhere would reach the echo.
    for (const host of [
      '169.254.169.254',
      'metadata.google.internal',
      '10.77.0.250',
      'grader',
      '0.0.0.0',
      '127.0.0.2',
      '127.1',
      hostname(),
      'example.org',
    ])
      expect([host, await asked(host)]).toEqual([host, '']);
    expect(await asked('localhost', 1)).toBe('');
    child.kill();
  });
});

test('-R, X11, an agent and sockets of the node are refused; the shell goes on', async () => {
  const back = await it.client.run('ssh', [
    '-R',
    '0:localhost:22',
    '-o',
    'ExitOnForwardFailure=yes',
    `${it.at}@lab`,
    'echo in',
  ]);
  expect(back).toMatchObject({ code: 255, out: '' });
  const agent = await it.client.run('ssh', ['-A', `${it.at}@lab`, 'echo "agent:$SSH_AUTH_SOCK."']);
  expect(agent.out).toBe('agent:.\n');
  const screen = await it.client.run('ssh', ['-X', `${it.at}@lab`, 'echo "display:$DISPLAY."'], {
    env: { DISPLAY: ':0' },
  });
  expect(screen.out).toBe('display:.\n');
  const { port, child } = await forwarding(it.client, it.at, (own) => ['-L', `${own}:/run/systemd/private`]);
  expect(await ask(connect(port, '127.0.0.1'), 'x')).toBe('');
  child.kill();
});

test('so many forwarded connections at once, and no more', async () => {
  const { port: server } = await ssh.serve({ forwards: 3 });
  it.client.configure(server, ssh.hostKey.publicKey);
  const { port, child } = await forwarding(it.client, it.at, (own) => ['-D', String(own)]);
  const again = async () => ask(await throughSocks(port, 'localhost', echoPort), 'x');
  const open: Socket[] = [];
  for (let i = 0; i < 3; i += 1) open.push(await throughSocks(port, 'localhost', echoPort));
  // OpenSSH has said yes before it asked the server.
  await expect.poll(again).toBe('');
  expect(open.map((socket) => socket.destroyed)).toEqual([false, false, false]);
  expect(await ask(open[0] as Socket, 'one')).toBe('hello ONE');
  await expect.poll(again).toBe('hello X');
  for (const socket of open) socket.destroy();
  child.kill();
  it.client.configure(ssh.port, ssh.hostKey.publicKey);
});

test('what an IDE does: one connection with a proxy, a shell without a terminal that is fed a script, and a server that it reaches', async () => {
  const port = await aFreePort();
  const child = it.client.start('ssh', ['-T', '-D', String(port), `${it.at}@lab`, 'bash']);
  let out = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  child.stdin.write('echo "running on $(hostname)"; uname -s\n');
  await expect.poll(() => out).toContain('Linux');
  const socket = await throughSocks(port, '127.0.0.1', echoPort);
  expect(await ask(socket, 'ide')).toBe('hello IDE');
  child.stdin.end('exit 0\n');
  expect((await once(child, 'close'))[0]).toBe(0);
});
