import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { finishAttempt } from '@springboard/core/attempts.ts';
import { addSshKey, removeSshKey } from '@springboard/core/ssh/keys.ts';
import { anActor } from '@springboard/core/testing/fixtures.ts';
import { runChangeJobs } from '@springboard/core/testing/steps.ts';
import { listenForChanges } from '@springboard/db/notify.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { person, sshKey } from '@springboard/db/schema/people.ts';
import { startSshd, type TestSshd } from '@springboard/terminal/testing/sshd.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OwnClient } from './testing/own-client.ts';
import { SshWorld } from './testing/ssh-world.ts';

let sshd: TestSshd;
let ssh: SshWorld;
beforeAll(async () => {
  sshd = await startSshd({ plain: true });
  ssh = await SshWorld.open(sshd);
});
afterAll(() => ssh?.[Symbol.asyncDispose]());

const denied = { code: 255, out: '', err: expect.stringContaining('Permission denied (publickey)') };
/** Logs in and out; a fresh server each time, so that refusals before do not count. */
async function tried(client: OwnClient, user: string, args: readonly string[] = []) {
  const { port, server } = await ssh.serve({});
  client.configure(port, ssh.hostKey.publicKey);
  const ran = await client.run('ssh', [...args, `${user}@lab`, 'echo in']);
  await server.close();
  return ran;
}

describe('a login', () => {
  test.each(['ed25519', 'ecdsa', 'rsa'])(
    'with a registered %s key reaches the owner’s attempt',
    async (type) => {
      const it = await ssh.aLearner(type);
      expect(await tried(it.client, it.at)).toMatchObject({ code: 0, out: 'in\n' });
      const [row] = await ssh.database.db.select().from(sshKey).where(eq(sshKey.id, it.key.id));
      expect(row?.lastUsedAt).not.toBeNull();
      expect(await ssh.transfers()).toContainEqual({
        action: 'ssh.log-in',
        actor: it.actor.personId,
        detail: { fingerprint: it.key.fingerprint },
      });
    },
  );

  test('shows the host key that was made for the gateway, and no other', async () => {
    const it = await ssh.aLearner();
    const scan = promisify(execFile);
    const { stdout } = await scan('ssh-keyscan', ['-p', String(ssh.port), '127.0.0.1']);
    expect(stdout).toContain(ssh.hostKey.publicKey.split(' ')[1]);
    const other = await ssh.aLearner();
    it.client.configure(ssh.port, other.client.line);
    const ran = await it.client.run('ssh', [`${it.at}@lab`, 'echo in']);
    expect(ran).toMatchObject({
      code: 255,
      out: '',
      err: expect.stringContaining('Host key verification failed'),
    });
  });

  test('has one answer for whatever it must not reach', async () => {
    const it = await ssh.aLearner();
    const other = await ssh.aLearner();
    const over = await ssh.aLearner();
    await finishAttempt(ssh.world.ctx, over.actor, over.id);
    const stranger = ssh.aClient();
    const answers = [
      await tried(stranger, it.at),
      await tried(stranger, randomUUID()),
      await tried(other.client, it.at),
      await tried(it.client, randomUUID()),
      await tried(over.client, over.at),
      await tried(it.client, 'root'),
      await tried(it.client, `${it.at}+${it.node}`),
    ];
    for (const answer of answers) expect(answer).toEqual(denied);
    // All but the address of the server, which differs by its port.
    const said = answers.map(({ err }) => err.replace(/^\S+@/, ''));
    expect(new Set(said).size).toBe(1);
  });

  test('is by key only: not by password, nor by asking', async () => {
    const it = await ssh.aLearner();
    const ran = await tried(it.client, it.at, [
      '-o',
      'PreferredAuthentications=password,keyboard-interactive,hostbased',
      '-o',
      'BatchMode=no',
    ]);
    expect(ran).toEqual(denied);
  });

  test('with RSA needs more than SHA-1', async () => {
    const it = await ssh.aLearner('rsa');
    const ran = await tried(it.client, it.at, ['-o', 'PubkeyAcceptedAlgorithms=ssh-rsa']);
    expect(ran.code).toBe(255);
    expect(ran.out).toBe('');
  });

  test('does not tell whose keys are registered: a key that nobody has is asked for its proof, too', async () => {
    const it = await ssh.aLearner();
    for (const client of [it.client, ssh.aClient()]) {
      const ran = await tried(client, randomUUID(), ['-o', 'LogLevel=DEBUG1']);
      expect(ran.err).toContain('Server accepts key');
      expect(ran.err).toContain('Permission denied');
    }
  });

  test('of somebody who has left, or may not open terminals any more, is refused', async () => {
    const it = await ssh.aLearner();
    await ssh.database.db
      .update(person)
      .set({ deactivatedAt: new Date() })
      .where(eq(person.id, it.actor.personId));
    expect(await tried(it.client, it.at)).toEqual(denied);
    const manager = await anActor(ssh.database.db, ['manager']);
    const theirs = await ssh.aLearner();
    await ssh.database.db
      .update(attempt)
      .set({ personId: manager.personId })
      .where(eq(attempt.id, theirs.id));
    await ssh.database.db
      .update(sshKey)
      .set({ personId: manager.personId })
      .where(eq(sshKey.id, theirs.key.id));
    expect(await tried(theirs.client, theirs.at)).toEqual(denied);
  });

  test('is tried six times at most', async () => {
    const it = await ssh.aLearner();
    const keys = Array.from({ length: 8 }, () => ssh.aClient());
    const files = keys.flatMap(({ folder }) => ['-o', `IdentityFile=${join(folder, 'key')}`]);
    // The settings' own key is the last one: the right one comes too late.
    const ran = await tried(it.client, it.at, files);
    expect(ran.code).toBe(255);
    expect(ran.out).toBe('');
  });
});

describe('an address', () => {
  test('has only so many connections that do not log in, is cut after a while, and others are not held up', async () => {
    const { port, server } = await ssh.serve({ waitingPerAddress: 3, loginWithinMs: 1_500 });
    const flood = Array.from({ length: 20 }, () => connect(port, '127.0.0.1'));
    const closed = flood.map((socket) => {
      socket.on('error', () => {});
      socket.resume();
      return once(socket, 'close');
    });
    await expect.poll(() => flood.filter((socket) => socket.destroyed).length).toBe(17);
    expect(server.size).toBe(3);
    await Promise.all(closed);
    await expect.poll(() => server.size).toBe(0);
    const it = await ssh.aLearner();
    it.client.configure(port, ssh.hostKey.publicKey);
    // Those that were cut at once do not count, those that waited in vain do, and twenty are needed.
    expect((await it.client.run('ssh', [`${it.at}@lab`, 'echo in'])).out).toBe('in\n');
  });

  test('that only fails is not taken for a while', async () => {
    const { port } = await ssh.serve({ failuresPerAddress: 3, failureCountsForMs: 60_000 });
    const stranger = ssh.aClient(undefined, port);
    for (let i = 0; i < 3; i += 1) expect(await stranger.run('ssh', [`${randomUUID()}@lab`])).toEqual(denied);
    const it = await ssh.aLearner();
    it.client.configure(port, ssh.hostKey.publicKey);
    const ran = await it.client.run('ssh', [`${it.at}@lab`, 'echo in']);
    expect(ran).toMatchObject({ code: 255, out: '' });
    expect(ran.err).not.toContain('Permission denied');
  });

  test('that sends what is no SSH is cut, and the server goes on', async () => {
    const { port, server } = await ssh.serve({});
    for (const data of [
      'GET / HTTP/1.1\r\n\r\n',
      Buffer.alloc(200_000, 0xff),
      'SSH-1.5-old\r\n',
      `SSH-2.0-x\r\n${'\xff'.repeat(70_000)}`,
    ]) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.resume();
      socket.write(data);
      await once(socket, 'close');
    }
    await expect.poll(() => server.size).toBe(0);
  });
});

describe('a person', () => {
  test('has only so many connections, and is told so', async () => {
    const { port } = await ssh.serve({ connectionsPerPerson: 2 });
    const it = await ssh.aLearner();
    it.client.configure(port, ssh.hostKey.publicKey);
    const two = [1, 2].map(() => it.client.start('ssh', [`${it.at}@lab`, 'echo in; sleep 60']));
    await Promise.all(two.map((child) => once(child.stdout, 'data')));
    const third = await it.client.run('ssh', [`${it.at}@lab`, 'echo in']);
    expect(third).toMatchObject({
      code: 255,
      out: '',
      err: expect.stringContaining('2 SSH connections open'),
    });
    for (const child of two) child.kill();
  });
});

test('a client that went silent is given up, and its place is free', async () => {
  const { port, server } = await ssh.serve({ keepAliveMs: 300 });
  const it = await ssh.aLearner();
  it.client.configure(port, ssh.hostKey.publicKey);
  const { child, said } = await staying(it.client, it.at, ['-v']);
  // Of those that are not answered three would be its end.
  const asked = () => said().split('keepalive@openssh.com').length - 1;
  await expect.poll(asked, { timeout: 30_000 }).toBeGreaterThan(5);
  expect(server.size).toBe(1);
  child.kill('SIGSTOP');
  await expect.poll(() => server.size, { timeout: 10_000 }).toBe(0);
  child.kill('SIGKILL');
});

/** A connection with a command that runs, and what it says when it is ended. */
async function staying(client: OwnClient, user: string, options: readonly string[] = []) {
  const child = client.start('ssh', [...options, `${user}@lab`, 'echo in; sleep 100']);
  let err = '';
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString();
  });
  await once(child.stdout, 'data');
  const ended = once(child, 'close').then(([code]) => ({ code, err }));
  return { child, ended, said: () => err };
}

describe('a connection ends with a sentence', () => {
  test('when the attempt ends', async () => {
    const it = await ssh.aLearner();
    const { ended, child } = await staying(it.client, it.at);
    await ssh.server.authorizeAgain();
    expect(child.exitCode).toBeNull();
    await finishAttempt(ssh.world.ctx, it.actor, it.id);
    await ssh.server.authorizeAgain();
    expect(await ended).toEqual({ code: 255, err: expect.stringContaining('the attempt is over') });
  });

  test('when its environment ends, as with a reset', async () => {
    const it = await ssh.aLearner();
    const { ended } = await staying(it.client, it.at);
    ssh.server.endEnvironment(it.environmentId);
    expect(await ended).toEqual({ code: 255, err: expect.stringContaining('environment has ended') });
  });

  test('when its key is removed, at once; the person’s other keys go on', async () => {
    const it = await ssh.aLearner();
    const second = ssh.aClient();
    await addSshKey(ssh.world.ctx, it.actor, { name: 'desk', line: second.line });
    const other = await staying(second, it.at);
    const { ended } = await staying(it.client, it.at);
    const listener = listenForChanges(ssh.database.url, (change) => {
      if (change.kind === 'revoked') void ssh.server.authorizeAgain(change.personId);
    });
    await listener.ready;
    await removeSshKey(ssh.world.ctx, it.actor, it.key.id);
    expect(await ended).toEqual({ code: 255, err: expect.stringContaining('withdrawn') });
    expect(other.child.exitCode).toBeNull();
    other.child.kill();
    await listener.close();
  });

  test('when the gateway restarts, and when the node goes away', async () => {
    const it = await ssh.aLearner();
    const { port, server } = await ssh.serve({});
    it.client.configure(port, ssh.hostKey.publicKey);
    const first = await staying(it.client, it.at);
    await server.close();
    expect(await first.ended).toEqual({ code: 255, err: expect.stringContaining('restarts') });
    it.client.configure(ssh.port, ssh.hostKey.publicKey);
    const second = await staying(it.client, it.at);
    sshd.cut();
    expect(await second.ended).toEqual({ code: 255, err: expect.stringContaining('to the node was lost') });
  });
});

describe('an environment', () => {
  test('that is paused is woken for a terminal, which says so; a program is told what to do', async () => {
    const it = await ssh.aLearner();
    const set = { state: 'paused', promptOpen: false, pausedAt: new Date(), pauseReason: 'idle' } as const;
    await ssh.database.db.update(environment).set(set).where(eq(environment.id, it.environmentId));
    await ssh.world.driver.freeze(it.environmentId);
    const program = await it.client.run('ssh', [`${it.at}@lab`, 'echo in']);
    expect(program).toMatchObject({
      code: 255,
      out: '',
      err: expect.stringContaining('Resume it in its page'),
    });
    const shell = it.client.start('ssh', ['-tt', `${it.at}@lab`]);
    let out = '';
    for (const stream of [shell.stdout, shell.stderr])
      stream.on('data', (data: Buffer) => {
        out += data.toString();
      });
    await expect.poll(() => out).toContain('It is being woken');
    await expect.poll(() => runChangeJobs(ssh.world)).toBe(true);
    const closed = once(shell, 'close');
    shell.stdin.write('echo aw"ake"; exit\n');
    await closed;
    expect(out).toContain('awake');
  });

  test('that was paused under a shell is woken when somebody types in it', async () => {
    const it = await ssh.aLearner();
    const shell = it.client.start('ssh', ['-tt', `${it.at}@lab`]);
    let out = '';
    for (const stream of [shell.stdout, shell.stderr])
      stream.on('data', (data: Buffer) => {
        out += data.toString();
      });
    const closed = once(shell, 'close');
    shell.stdin.write('echo be"fore"\n');
    await expect.poll(() => out).toContain('before');
    const set = { state: 'paused', promptOpen: false, pausedAt: new Date(), pauseReason: 'idle' } as const;
    await ssh.database.db.update(environment).set(set).where(eq(environment.id, it.environmentId));
    await ssh.world.driver.freeze(it.environmentId);
    await sshd.freeze();
    shell.stdin.write('echo af"ter"; exit 3\n');
    await expect.poll(() => out, { timeout: 10_000 }).toContain('It is being woken');
    await expect.poll(() => runChangeJobs(ssh.world)).toBe(true);
    await sshd.thaw();
    expect((await closed)[0]).toBe(3);
    expect(out).toContain('after');
  });

  test.each([
    ['provisioning', 'still being made'],
    ['rewinding', 'save point'],
    ['failed', 'Reset'],
  ] as const)('that is %s says what to do', async (state, words) => {
    const it = await ssh.aLearner();
    await ssh.database.db
      .update(environment)
      .set({ state, promptOpen: false })
      .where(eq(environment.id, it.environmentId));
    const ran = await it.client.run('ssh', ['-tt', `${it.at}@lab`]);
    expect(ran.code).toBe(255);
    expect(ran.err).toContain(words);
  });

  test('whose node shows another host key is not opened', async () => {
    const it = await ssh.aLearner();
    const applied = { nodes: { [it.node]: { managementAddress: null, hostKey: ssh.hostKey.publicKey } } };
    await ssh.database.db.update(environment).set({ applied }).where(eq(environment.id, it.environmentId));
    const ran = await it.client.run('ssh', [`${it.at}@lab`, 'echo in']);
    expect(ran).toMatchObject({
      code: 255,
      out: '',
      err: expect.stringContaining('not the one that was set up'),
    });
  });

  test('is not paused while somebody types', async () => {
    const it = await ssh.aLearner();
    const activityOf = async () =>
      (
        await ssh.database.db.select().from(attempt).where(eq(attempt.id, it.id))
      )[0]?.lastActivityAt?.getTime() ?? 0;
    const atFirst = await activityOf();
    ssh.world.clock.move(60_000);
    const shell = it.client.start('ssh', ['-tt', `${it.at}@lab`]);
    // That it was opened counts, too, and is noted when its prompt has come to rest.
    await expect.poll(activityOf).toBeGreaterThan(atFirst);
    const before = await activityOf();
    ssh.world.clock.move(60_000);
    shell.stdin.write('x');
    await expect.poll(activityOf).toBeGreaterThan(before);
    shell.kill();
  });
});
