import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listRecordingFiles } from '@springboard/core/recordings/files.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SshWorld } from './testing/ssh-world.ts';

let ssh: SshWorld;
let it: Awaited<ReturnType<SshWorld['aLearner']>>;
beforeAll(async () => {
  ssh = await SshWorld.open();
  it = await ssh.aLearner();
});
afterAll(() => ssh?.[Symbol.asyncDispose]());

describe('a command', () => {
  test('runs on the node as root; output, errors and the exit code are its own', async () => {
    const ran = await it.client.run('ssh', [`${it.at}@lab`, 'id -un; echo oops >&2; exit 7']);
    expect(ran).toEqual({ code: 7, out: 'root\n', err: 'oops\n' });
  });

  test('gets all that is sent to it, from the first byte on', async () => {
    const input = Buffer.alloc(3_000_000, 'springboard ');
    const { code, out } = await it.client.run('ssh', [`${it.at}@lab`, 'wc -c; echo done'], { input });
    expect([code, out]).toEqual([0, '3000000\ndone\n']);
  });

  test('prints to both streams at once without losing or doubling a byte', async () => {
    const command =
      'for i in $(seq 1 40000); do echo out-$i-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; echo err-$i-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx >&2; done';
    const { code, out, err } = await it.client.run('ssh', [`${it.at}@lab`, command]);
    expect(code).toBe(0);
    const lines = (kind: string) =>
      Array.from({ length: 40_000 }, (_, i) => `${kind}-${i + 1}-${'x'.repeat(40)}\n`).join('');
    expect(out === lines('out')).toBe(true);
    expect(err === lines('err')).toBe(true);
  });

  test('that a signal ends says so; OpenSSH’s client then ends with 255', async () => {
    expect((await it.client.run('ssh', [`${it.at}@lab`, 'kill -TERM $$'])).code).toBe(255);
  });

  test('has the language that is sent, and no other variables', async () => {
    const env = { LANG: 'de_DE.UTF-8', LC_TIME: 'C', SECRET: 'x', LD_PRELOAD: '/x' };
    const send = ['-o', 'SendEnv=SECRET LD_PRELOAD'];
    const { out } = await it.client.run(
      'ssh',
      [...send, `${it.at}@lab`, 'echo $LANG $LC_TIME "$SECRET$LD_PRELOAD."'],
      { env },
    );
    expect(out).toBe('de_DE.UTF-8 C .\n');
    expect((await it.client.run('ssh', [`${it.at}@lab`, 'echo $LANG'])).out).toBe('C.UTF-8\n');
  });

  test('runs on the node that the user name names; one that is not there is told', async () => {
    expect((await it.client.run('ssh', [`${it.at}.${it.node}@lab`, 'echo here'])).out).toBe('here\n');
    const wrong = await it.client.run('ssh', [`${it.at}.nowhere@lab`, 'echo here']);
    expect(wrong).toMatchObject({ code: 255, out: '' });
    expect(wrong.err).toContain(`Log in as one of: ${it.at}.${it.node}`);
  });

  test('leaves no place taken behind', async () => {
    for (let i = 0; i < 10; i += 1) {
      const all = await Promise.all([1, 2, 3].map(() => it.client.run('ssh', [`${it.at}@lab`, 'true'])));
      expect(all).toEqual(Array(3).fill({ code: 0, out: '', err: '' }));
    }
    await expect.poll(() => ssh.server.size).toBe(0);
  });

  test('shares one connection with others, as ControlMaster has it', async () => {
    const options = ['-o', 'ControlMaster=auto', '-o', 'ControlPath=./c-%C', '-o', 'ControlPersist=5'];
    const run = (text: string) => it.client.run('ssh', [...options, `${it.at}@lab`, `echo ${text}`]);
    expect((await run('one')).out).toBe('one\n');
    expect((await Promise.all(['a', 'b', 'c', 'd'].map(run))).map(({ out }) => out)).toEqual([
      'a\n',
      'b\n',
      'c\n',
      'd\n',
    ]);
    expect(ssh.server.size).toBe(1);
    await it.client.run('ssh', [...options, '-O', 'exit', `${it.at}@lab`]);
  });
});

describe('a shell', () => {
  const inTerminal = (before: string, typed: string) =>
    it.client.inTerminal(`${before} ssh -F config ${it.at}@lab`, typed);

  test('has the size and the kind of the terminal it is shown in', async () => {
    const { out } = await inTerminal('stty cols 93 rows 31;', 'stty size; echo $TERM; exit 4\n');
    expect(out).toMatch(/31 93\r\nxterm-256color\r\n/);
  });

  test('hears of another size', async () => {
    const ready = join(it.client.folder, 'size-was-told');
    const { out } = await inTerminal(
      `stty cols 80 rows 24; (until [ -e ${ready} ]; do sleep 0.1; done; stty cols 121 rows 41 </dev/tty) &`,
      `stty size; touch ${ready}; until [ "$(stty size)" = "41 121" ]; do sleep 0.1; done; stty size; exit\n`,
    );
    expect(out).toMatch(/24 80\r\n[\s\S]*41 121\r\n/);
  });

  test('ends with its exit code, and Ctrl-C reaches what runs in it', async () => {
    const shell = await aShell(it);
    shell.type(`sh -c 'echo ru"ns"; exec sleep 100'; echo st"ill"\n`);
    await shell.shows('runs');
    shell.type('\x03');
    shell.type('echo aft"er"; exit 5\n');
    expect(await shell.code).toBe(5);
    expect(shell.seen()).toContain('after');
    expect(shell.seen()).not.toContain('still\r');
  });

  test('is recorded as it was seen: what was typed stands there as it was echoed, and a password does not', async () => {
    const own = await ssh.aLearner();
    const shell = await aShell(own);
    shell.type('echo gr"üße"; read -s -p "Pass""word: " P; echo; echo got-$P | tr a-z A-Z\n');
    await shell.shows('Password: ');
    shell.type('secret-x\n');
    await shell.shows('GOT-SECRET-X');
    shell.type('exit\n');
    expect(await shell.code).toBe(0);
    const [file, ...others] = await listRecordingFiles(ssh.recordings, own.id);
    expect(others).toEqual([]);
    expect(file).toMatchObject({ node: own.node, number: 11, environmentId: own.environmentId });
    await expect.poll(() => readFileSync(file?.path ?? '', 'utf8')).toContain('"x","0"');
    const text = readFileSync(file?.path ?? '', 'utf8');
    expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({
      version: 3,
      title: `${own.node}, SSH client 1`,
    });
    expect(text).toContain('echo gr\\"üße\\"');
    expect(text).toContain('\\rgrüße');
    expect(text).not.toContain('secret-x');
  });

  test('without a terminal is a program’s, and what an IDE reads there is in no recording', async () => {
    const own = await ssh.aLearner();
    const ran = await own.client.run('ssh', ['-T', `${own.at}@lab`], { input: 'echo token-$((6 * 7))\n' });
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('token-42') });
    expect(await listRecordingFiles(ssh.recordings, own.id)).toEqual([]);
  });

  test('is one of a few on a node, as in the page', async () => {
    const { port } = await ssh.serve({ shellsPerNode: 2 });
    const own = await ssh.aLearner();
    own.client.configure(port, ssh.hostKey.publicKey);
    const [first] = await Promise.all([aShell(own), aShell(own)]);
    const third = await aShell(own);
    expect(await third.code).toBe(255);
    expect(third.seen()).toContain('Eight terminals are open');
    first.type('exit\n');
    await first.code;
    const next = await aShell(own);
    next.type('exit 3\n');
    expect(await next.code).toBe(3);
  });

  test('that floods can be interrupted at once, and its recording has an end', async () => {
    const own = await ssh.aLearner();
    const shell = await aShell(own);
    shell.type('yes springboard\n');
    // More than all buffers on the way hold, and than a recording.
    await expect.poll(shell.bytes, { timeout: 120_000 }).toBeGreaterThan(24 * 2 ** 20);
    const began = performance.now();
    shell.type('\x03');
    shell.type('echo pro"mpt"\n');
    await shell.shows('prompt\r');
    expect(performance.now() - began).toBeLessThan(10_000);
    shell.type('exit\n');
    await shell.code;
    const [file] = await listRecordingFiles(ssh.recordings, own.id);
    expect(file?.bytes).toBeLessThan(20 * 2 ** 20);
  });
});

/** A shell on a pseudo-terminal that is typed into. */
async function aShell({ at, client }: Pick<typeof it, 'at' | 'client'>) {
  const child = client.start('ssh', ['-tt', `${at}@lab`]);
  let out = '';
  let bytes = 0;
  const take = (data: Buffer) => {
    bytes += data.length;
    out = (out + data.toString()).slice(-100_000);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.stdin.on('error', () => {});
  const code = new Promise<number>((resolve) => child.on('close', resolve));
  await expect.poll(() => out.length, { timeout: 20_000 }).toBeGreaterThan(0);
  return {
    code,
    seen: () => out,
    bytes: () => bytes,
    type: (text: string) => child.stdin.write(text),
    shows: (text: string) => expect.poll(() => out, { timeout: 20_000 }).toContain(text),
  };
}
