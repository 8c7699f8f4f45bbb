import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { JobPayload } from '@springboard/contracts/jobs.ts';
import { outbox } from '@springboard/db/schema/platform.ts';
import { startCluster } from '@springboard/testkit/cluster.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { createPostgresBackend, Queue } from 'bullmq';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { enqueue } from './outbox.ts';
import { queueConnection } from './queues.ts';
import { type Handlers, type RunningWorker, startWorker, type WorkerOptions } from './worker.ts';

const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
/** Handlers that do nothing. */
const idle: Handlers = {
  'environment.admit': async () => {},
  'environment.provision': async () => {},
  'environment.change': async () => {},
  'environment.destroy': async () => {},
  'environment.reconcile': async () => {},
  'lab.test': async () => {},
  'lab.freshness': async () => {},
  'content.sync': async () => {},
  'attempt.watch': async () => {},
  'notice.deliver': async () => {},
  'notice.remind': async () => {},
  'class.look': async () => {},
  'attempt.grade': async () => {},
};
type Grade = Handlers['attempt.grade'];

let database: TestDatabase;
const started: RunningWorker[] = [];

beforeEach(async () => {
  vi.clearAllMocks();
  database = await withDb();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((worker) => worker.stop(1_000)));
  await database.close();
});

async function work(grade: Grade, more: Partial<WorkerOptions> = {}): Promise<RunningWorker> {
  const handlers: Handlers = {
    ...idle,
    'attempt.grade': grade,
    ...more.handlers,
  };
  const worker = await startWorker({ db: database.db, url: database.url, log, ...more, handlers });
  started.push(worker);
  return worker;
}

const gradeOf = (attemptId: string): JobPayload<'attempt.grade'> => ({ attemptId, trigger: 'activity' });

/** Grading jobs by state. */
async function gradeCounts(url: string) {
  const queue = new Queue('attempt.grade', { connection: queueConnection(url) }, createPostgresBackend);
  queue.on('error', () => {});
  try {
    return await queue.getJobCounts();
  } finally {
    await queue.close();
  }
}

/** A handler that reports each start and ends when told. */
function controllable() {
  const starts: { payload: JobPayload<'attempt.grade'>; end: () => void; signal: AbortSignal }[] = [];
  const grade: Grade = (payload, { signal }) =>
    new Promise<void>((resolve) => starts.push({ payload, signal, end: resolve }));
  const start = (index: number) =>
    vi.waitFor(
      () => {
        const found = starts[index];
        if (!found) throw new Error(`start ${index} did not happen`);
        return found;
      },
      { timeout: 30_000, interval: 10 },
    );
  return { starts, grade, start };
}

describe('startWorker', () => {
  it('refuses to start when a job has no handler', async () => {
    const handlers = { 'environment.destroy': async () => {} } as unknown as Handlers;
    await expect(startWorker({ db: database.db, url: database.url, log, handlers })).rejects.toThrow(
      /environment\.provision/,
    );
  });

  it('runs work when its transaction commits, and never when it does not', async () => {
    const { starts, grade, start } = controllable();
    await work(grade);
    const [kept, undone] = [randomUUID(), randomUUID()];
    await expect(
      database.db.transaction(async (tx) => {
        await enqueue(tx, 'attempt.grade', gradeOf(undone));
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await database.db.transaction((tx) => enqueue(tx, 'attempt.grade', gradeOf(kept)));
    const first = await start(0);
    expect(first.payload.attemptId).toBe(kept);
    first.end();
    await vi.waitFor(async () => expect(await database.db.$count(outbox)).toBe(0));
    expect(starts).toHaveLength(1);
  });

  it('collapses what waits, and runs once more what was asked for while it ran', async () => {
    const { starts, grade, start } = controllable();
    await work(grade);
    const id = randomUUID();
    await enqueue(database.db, 'attempt.grade', gradeOf(id));
    const first = await start(0);
    for (const trigger of ['activity', 'backoff', 'asked'] as const) {
      await enqueue(database.db, 'attempt.grade', { attemptId: id, trigger });
      await vi.waitFor(async () => expect(await database.db.$count(outbox)).toBe(0));
    }
    expect(starts).toHaveLength(1);
    first.end();
    const second = await start(1);
    expect(second.payload.trigger).toBe('asked');
    second.end();
    // The same id is not burnt: later requests run again.
    await vi.waitFor(async () => expect((await gradeCounts(database.url)).completed).toBe(2));
    await enqueue(database.db, 'attempt.grade', gradeOf(id));
    (await start(2)).end();
  });

  it('forwards a row twice at worst, and still runs what is asked for afterwards', async () => {
    const { starts, grade, start } = controllable();
    await work(grade);
    const id = randomUUID();
    const row = { id: 1_000, job: 'attempt.grade', payload: gradeOf(id), jobId: id };
    await database.db.insert(outbox).values(row);
    (await start(0)).end();
    await vi.waitFor(async () => expect((await gradeCounts(database.url)).completed).toBe(1));
    await database.db.insert(outbox).values(row);
    (await start(1)).end();
    await vi.waitFor(async () => expect((await gradeCounts(database.url)).completed).toBe(2));
    await enqueue(database.db, 'attempt.grade', gradeOf(id));
    (await start(2)).end();
    expect(starts).toHaveLength(3);
  });

  it('keeps to a schedule that several workers have', async () => {
    let looks = 0;
    const handlers: Handlers = {
      ...idle,
      'environment.reconcile': async () => {
        looks += 1;
      },
    };
    const every = { 'environment.reconcile': 200 };
    await work(idle['attempt.grade'], { handlers, every });
    await work(idle['attempt.grade'], { handlers, every });
    await vi.waitFor(() => expect(looks).toBeGreaterThan(20), { timeout: 60_000 });
  });

  it('waits for runAt', async () => {
    const { grade, start } = controllable();
    await work(grade);
    const runAt = new Date(Date.now() + 1_500);
    await enqueue(database.db, 'attempt.grade', gradeOf(randomUUID()), { runAt });
    (await start(0)).end();
    expect(Date.now()).toBeGreaterThanOrEqual(runAt.getTime());
    expect(Date.now() - runAt.getTime()).toBeLessThan(1_000);
  });

  it('tries again after an error, and brings the next try forward when the work is asked for anew', async () => {
    const tries: number[] = [];
    await work(async () => {
      tries.push(Date.now());
      if (tries.length < 4) throw new Error('not now');
    });
    const id = randomUUID();
    await enqueue(database.db, 'attempt.grade', gradeOf(id));
    await vi.waitFor(() => expect(tries).toHaveLength(3), { timeout: 20_000 });
    const asked = Date.now();
    await enqueue(database.db, 'attempt.grade', gradeOf(id));
    await vi.waitFor(() => expect(tries).toHaveLength(4), { timeout: 20_000 });
    // The fourth try would have been due 4 s (± 20 %) after the third.
    expect(Date.now() - asked).toBeLessThan(2_500);
  });

  it('hands work back when it is stopped, and the next worker does it', async () => {
    const { grade, start } = controllable();
    const first = await work((payload, run) => {
      const done = grade(payload, run);
      run.signal.addEventListener('abort', () => undefined);
      return Promise.race([
        done,
        new Promise<void>((_, reject) =>
          run.signal.addEventListener('abort', () => reject(run.signal.reason)),
        ),
      ]);
    });
    await enqueue(database.db, 'attempt.grade', gradeOf(randomUUID()));
    const { signal } = await start(0);
    await first.stop();
    expect(signal.aborted).toBe(true);
    const before = Date.now();
    await work(grade);
    (await start(1)).end();
    expect(Date.now() - before).toBeLessThan(3_000);
  });

  it('takes up again within 15 s what a worker had when it was killed', async () => {
    const victim = fork(fileURLToPath(new URL('hanging-worker.ts', import.meta.url)), {
      env: { ...process.env, DATABASE_URL: database.url },
      execArgv: [],
    });
    const taken = once(victim, 'message');
    const id = randomUUID();
    await enqueue(database.db, 'attempt.grade', gradeOf(id));
    await taken;
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    const killed = Date.now();
    const { grade, start } = controllable();
    await work(grade);
    const run = await start(0);
    expect(run.payload.attemptId).toBe(id);
    expect(Date.now() - killed).toBeLessThan(15_000);
    run.end();
  });
});

describe('a restart of PostgreSQL', () => {
  it('loses no work, neither waiting nor running, and the worker goes on by itself', async () => {
    const cluster = await startCluster();
    const own = await withDb(cluster.server.adminUrl);
    const { grade, start, starts } = controllable();
    const worker = await startWorker({
      db: own.db,
      url: own.url,
      log,
      handlers: {
        ...idle,
        'attempt.grade': grade,
      },
    });
    try {
      await enqueue(own.db, 'attempt.grade', gradeOf(randomUUID()));
      const first = await start(0);
      const later = randomUUID();
      await enqueue(own.db, 'attempt.grade', gradeOf(later), { runAt: new Date(Date.now() + 500) });
      process.kill(cluster.server.pid, 'SIGKILL');
      await cluster.server.exited;
      await cluster.restart();
      first.end();
      const second = await start(1);
      expect(second.payload.attemptId).toBe(later);
      second.end();
      await vi.waitFor(async () => expect((await gradeCounts(own.url)).completed).toBe(2), {
        timeout: 20_000,
      });
      expect(starts).toHaveLength(2);
    } finally {
      await worker.stop(1_000);
      await own.close();
      await cluster.remove();
    }
  });
});

describe('a PostgreSQL that is away for longer than a lock holds', () => {
  it('makes a running job run again, but never twice at a time', async () => {
    const cluster = await startCluster();
    const own = await withDb(cluster.server.adminUrl);
    let [now, most, ended] = [0, 0, 0];
    let begun = () => {};
    const first = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const worker = await startWorker({
      db: own.db,
      url: own.url,
      log,
      concurrency: { 'attempt.grade': 4 },
      handlers: {
        ...idle,
        'attempt.grade': async () => {
          now += 1;
          most = Math.max(most, now);
          begun();
          await released;
          now -= 1;
          ended += 1;
        },
      },
    });
    try {
      await enqueue(own.db, 'attempt.grade', gradeOf(randomUUID()));
      await first;
      await cluster.server.stop();
      // Time itself is the subject: the lock of 8 s has to run out.
      await new Promise((resolve) => setTimeout(resolve, 9_000));
      await cluster.restart();
      await vi.waitFor(async () => expect((await gradeCounts(own.url)).active).toBe(1), {
        timeout: 20_000,
        interval: 200,
      });
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      release();
      await vi.waitFor(
        async () => {
          const counts = await gradeCounts(own.url);
          expect([counts.active, counts.waiting, counts.delayed, counts.failed]).toEqual([0, 0, 0, 0]);
        },
        { timeout: 30_000, interval: 200 },
      );
      expect(ended).toBeGreaterThanOrEqual(1);
      expect(most).toBe(1);
    } finally {
      release();
      await worker.stop(1_000);
      await own.close();
      await cluster.remove();
    }
  });
});
