import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lab } from '@springboard/db/schema/labs.ts';
import { outbox } from '@springboard/db/schema/platform.ts';
import { enqueue } from '@springboard/queue/outbox.ts';
import { startCluster } from '@springboard/testkit/cluster.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const patient = { timeout: 30_000, interval: 100 };

let database: TestDatabase;
const started: ChildProcess[] = [];

beforeEach(async () => {
  database = await withDb();
});
afterEach(async () => {
  for (const worker of started.splice(0)) {
    if (worker.exitCode === null && worker.signalCode === null) {
      worker.kill('SIGKILL');
      await once(worker, 'exit');
    }
  }
  await database.close();
});

/** The worker as the launcher starts it, on a machine without an engine. */
function start(url: string, path = process.env.PATH) {
  const lines: string[] = [];
  const worker = fork(main, {
    env: {
      PATH: path,
      SPRINGBOARD_INSTALLATION: '0badcafe',
      SPRINGBOARD_SECRET: Buffer.alloc(32, 7).toString('base64url'),
      SPRINGBOARD_ENGINE_PROBLEM: JSON.stringify({ reason: 'a test', remedy: 'none' }),
      DATABASE_URL: url,
      LOG_LEVEL: 'warn',
      SPRINGBOARD_NIGHTLY_LAB_TESTS: 'never',
    },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  started.push(worker);
  for (const stream of [worker.stdout, worker.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => lines.push(text));
  return { worker, ready: once(worker, 'message'), log: () => lines.join('') };
}

async function stopped(worker: ChildProcess): Promise<number | null> {
  const exit = once(worker, 'exit');
  worker.kill('SIGTERM');
  const [code] = (await exit) as [number | null];
  return code;
}

describe('the worker', () => {
  it('says when it is at work, has published the content by then, and ends cleanly when told', async () => {
    const { worker, ready } = start(database.url);
    expect((await ready)[0]).toEqual({ kind: 'ready' });
    expect(await database.db.$count(lab)).toBeGreaterThanOrEqual(2);
    await database.db.transaction((tx) => enqueue(tx, 'environment.reconcile', {}));
    await vi.waitFor(async () => expect(await database.db.$count(outbox)).toBe(0), patient);
    expect(await stopped(worker)).toBe(0);
  });

  it('ends cleanly when told before it has begun', async () => {
    const { worker, log } = start('postgres://nobody@127.0.0.1:1/none');
    await vi.waitFor(() => expect(log()).toContain('ECONNREFUSED'), patient);
    expect(await stopped(worker)).toBe(0);
  });

  it('ends cleanly when told while it has git run', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'springboard-slow-git-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const begun = join(folder, 'begun');
    await writeFile(join(folder, 'git'), `#!/bin/sh\ntouch ${begun}; sleep 1; exit 1\n`, { mode: 0o755 });
    const { worker } = start(database.url, `${folder}:${process.env.PATH}`);
    await vi.waitFor(() => access(begun), patient);
    expect(await stopped(worker)).toBe(0);
  });

  it('waits for a PostgreSQL that is away, and outlives one that is killed', async () => {
    const cluster = await startCluster();
    const own = await withDb(cluster.server.adminUrl);
    try {
      await cluster.server.stop();
      const { worker, ready, log } = start(own.url);
      await vi.waitFor(() => expect(log()).toContain('ECONNREFUSED'), patient);
      const server = await cluster.restart();
      await ready;
      process.kill(server.pid, 'SIGKILL');
      await server.exited;
      await cluster.restart();
      await own.db.transaction((tx) => enqueue(tx, 'environment.reconcile', {}));
      await vi.waitFor(async () => expect(await own.db.$count(outbox)).toBe(0), patient);
      expect(await stopped(worker)).toBe(0);
    } finally {
      await own.close().catch(() => {});
      await cluster.remove();
    }
  });
});
