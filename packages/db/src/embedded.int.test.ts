import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFile,
  chmod,
  chown,
  cp,
  lstat,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { userForServer } from './embedded/os-user.ts';
import { nativeFolder, runInitdb, usablePrograms } from './embedded/programs.ts';
import { type EmbeddedServer, startEmbedded } from './embedded.ts';

const isRoot = process.getuid?.() === 0;
let folder: string;
let port: number;
const started: EmbeddedServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'springboard-embedded-'));
  await chmod(folder, 0o711);
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  port = (probe.address() as { port: number }).port;
  await new Promise((resolve) => probe.close(resolve));
});
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbedded({
    folder,
    port,
    logFile: join(folder, 'postgres.log'),
    settings: { fsync: 'off' },
  });
  started.push(server);
  return server;
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

async function kill(server: EmbeddedServer): Promise<void> {
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
}

describe('startEmbedded', () => {
  it('makes a cluster that only a password opens, and finds it again', async () => {
    const first = await start();
    await ask(first.url, 'create table kept (n int); insert into kept values (7)');
    expect((await stat(join(folder, 'credentials.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700);
    const locale =
      "select datlocale, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'springboard'";
    expect(await ask(first.url, locale)).toEqual([{ datlocale: 'C.UTF-8', encoding: 'UTF8' }]);
    expect(await ask(first.url, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([
      { rolsuper: false },
    ]);
    for (const user of ['springboard', 'postgres', 'root']) {
      await expect(ask(`postgres://${user}:wrong@127.0.0.1:${port}/postgres`, 'select 1')).rejects.toThrow(
        /password/,
      );
    }
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('takes up a server that outlived its starter', async () => {
    const first = await start();
    const second = await start();
    expect([second.started, second.pid]).toEqual([false, first.pid]);
    await second.stop();
    await expect(ask(first.url, 'select 1')).rejects.toThrow();
  });

  it('gives out no number of a sequence twice over a kill -9, even of one that was made and used in one transaction', async () => {
    const first = await start();
    const next = "select nextval('jobs')::int as number";
    await ask(first.url, "begin; create sequence jobs; select nextval('jobs'); commit");
    expect(await ask(first.url, next)).toEqual([{ number: 2 }]);
    await kill(first);
    const [after] = (await ask((await start()).url, next)) as { number: number }[];
    expect(after?.number).toBeGreaterThan(2);
  });

  it('recovers after kill -9 in the midst of work, with everything committed', async () => {
    const first = await start();
    await ask(first.url, 'create table kept (n int)');
    const busy = new Client({ connectionString: first.url });
    busy.on('error', () => {});
    await busy.connect();
    await busy.query('begin; insert into kept values (1)');
    await ask(first.url, 'insert into kept values (2)');
    await kill(first);
    const second = await start();
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 2 }]);
  });

  it('waits for backends that outlive a killed server, whatever they and its data write to its log', async () => {
    const first = await start();
    const held = new Client({ connectionString: first.url });
    held.on('error', () => {});
    await held.connect();
    const { rows } = await held.query<{ pid: number }>('select pg_backend_pid() as pid');
    const backend = rows[0]?.pid ?? 0;
    process.kill(backend, 'SIGSTOP');
    await kill(first);
    const log = join(folder, 'postgres.log');
    // Its bytes are more than its characters.
    await appendFile(log, `DETAIL:  Key (name)=(${'ü'.repeat(1_000_000)}) already exists.\n`);
    const from = (await stat(log)).size;
    const chatter = 'FATAL:  terminating connection due to unexpected postmaster exit\n'.repeat(20);
    let quiet = false;
    const talk = (async () => {
      while (!quiet) {
        await appendFile(log, chatter);
        // A server takes 20 ms until it refuses; without a pause the log has hundreds of megabytes by then.
        await pause(2);
      }
    })();
    const second = start();
    await Promise.race([
      second,
      vi.waitFor(
        async () => {
          const refusals = (await readFile(log))
            .subarray(from)
            .toString()
            .match(/shared memory block/g);
          expect(refusals?.length).toBeGreaterThan(1);
        },
        { timeout: 15_000 },
      ),
    ]).finally(async () => {
      quiet = true;
      await talk;
      process.kill(backend, 'SIGCONT');
    });
    expect((await second).started).toBe(true);
  });

  it('is not misled by a pid file whose number belongs to somebody else now', async () => {
    const first = await start();
    const pidFile = join(folder, 'data', 'postmaster.pid');
    const lines = (await readFile(pidFile, 'utf8')).split('\n');
    await kill(first);
    const stranger = spawn('sleep', ['60']);
    onTestFinished(() => void stranger.kill());
    await once(stranger, 'spawn');
    await writeFile(pidFile, [stranger.pid, ...lines.slice(1)].join('\n'));
    expect((await start()).started).toBe(true);
    expect(stranger.exitCode).toBeNull();
  });

  it('starts over where making the cluster was interrupted', async () => {
    const user = await userForServer();
    const programs = await usablePrograms(await nativeFolder(), join(folder, 'programs'), user);
    const half = join(folder, 'data.new');
    await start().then((server) => server.stop());
    await cp(join(folder, 'data'), half, { recursive: true });
    await rm(join(folder, 'data'), { recursive: true });
    await rm(join(half, 'PG_VERSION'));
    await expect(runInitdb(programs.initdb, half, 'x', user)).rejects.toThrow(/could not be made/);
    await start();
  });

  it.runIf(isRoot)('mends files that were given to root, as a careless copy does', async () => {
    await start().then((server) => server.stop());
    for (const file of ['data', 'data/PG_VERSION', 'data/global/pg_control'])
      await chown(join(folder, file), 0, 0);
    await chmod(join(folder, 'data'), 0o755);
    await start();
  });

  it('says so when the port is taken, and leaves the data alone', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    await expect(start()).rejects.toThrow(new RegExp(`Port ${port} is taken`));
  });

  it('refuses data of another major version', async () => {
    await start().then((server) => server.stop());
    await writeFile(join(folder, 'data', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/PostgreSQL 17.*Nothing was changed/s);
  });
});

describe('usablePrograms', () => {
  it.runIf(isRoot)(
    'copies programs that the system user cannot reach, and makes the links npm did not',
    async () => {
      const hidden = join(folder, 'checkout');
      const native = join(hidden, 'native');
      await cp(await nativeFolder(), native, { recursive: true, verbatimSymlinks: true });
      await cp(join(await nativeFolder(), '..', 'package.json'), join(hidden, 'package.json'));
      for (const link of ['libpq.so.5', 'libicuuc.so.60']) {
        expect((await lstat(join(native, 'lib', link))).isSymbolicLink()).toBe(true);
        await rm(join(native, 'lib', link));
      }
      await chmod(hidden, 0o700);
      const user = await userForServer();
      const copyTo = join(folder, 'programs');
      const programs = await usablePrograms(native, copyTo, user);
      expect(programs.postgres.startsWith(copyTo)).toBe(true);
      expect(await usablePrograms(native, copyTo, user)).toEqual(programs);
    },
  );
});
