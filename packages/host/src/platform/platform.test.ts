import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identify, isRunning, type ProcessIdentity, parseStat } from '../process-identity.ts';
import { moveStaleAway, runningLauncher, takeLock } from './lock.ts';
import { endLeftovers, recordProcess } from './process-records.ts';
import { defaultTimes, type Supervised, supervise } from './supervisor.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'springboard-platform-'));
});
afterEach(() => rmSync(state, { recursive: true }));

describe('identity of a process', () => {
  it('is its start time, whatever its name looks like', () => {
    const fields = ['S', ...Array.from({ length: 18 }, () => '0'), '4711', '0'];
    expect(parseStat(`12 (a) b (c)) ${fields.join(' ')}`)).toEqual({ state: 'S', startTicks: '4711' });
  });

  it('is lost by another process of the same number, and by a boot', () => {
    const mine = identify(process.pid);
    expect(isRunning(mine)).toBe(true);
    expect(isRunning({ ...mine, startTicks: '1' })).toBe(false);
    expect(isRunning({ ...mine, bootId: 'another' })).toBe(false);
  });
});

describe('lock of a state folder', () => {
  it('is held by one launcher, and seen by others', () => {
    const first = takeLock(state, 'http://localhost:7800');
    expect(first.taken).toBe(true);
    expect(takeLock(state, 'http://localhost:7800')).toMatchObject({
      taken: false,
      holder: { url: 'http://localhost:7800' },
    });
    if (first.taken) first.release();
    expect(runningLauncher(state)).toBeUndefined();
  });

  it('of a killed launcher is replaced', () => {
    mkdirSync(join(state, 'run'));
    const dead: ProcessIdentity = { ...identify(process.pid), startTicks: '1' };
    const record = { launcher: dead, url: 'http://old', startedAt: new Date().toISOString() };
    writeFileSync(join(state, 'run/launcher.json'), JSON.stringify(record));
    expect(runningLauncher(state)).toBeUndefined();
    expect(takeLock(state, 'http://new').taken).toBe(true);
    expect(runningLauncher(state)?.url).toBe('http://new');
  });

  it('that another start has just taken is not swept away as the stale one it replaced', () => {
    expect(takeLock(state, 'http://winner').taken).toBe(true);
    moveStaleAway(join(state, 'run/launcher.json'));
    expect(runningLauncher(state)?.url).toBe('http://winner');
    expect(readdirSync(join(state, 'run'))).toEqual(['launcher.json']);
  });

  it('does not mind half a file', () => {
    mkdirSync(join(state, 'run'));
    writeFileSync(join(state, 'run/launcher.json'), '{"laun');
    expect(takeLock(state, 'http://new').taken).toBe(true);
  });
});

describe('supervisor', () => {
  const script = {
    steady:
      "process.send({ kind: 'ready' }); setInterval(() => {}, 1000); process.on('SIGTERM', () => process.exit(0))",
    deaf: "process.send({ kind: 'ready' }); setInterval(() => {}, 1000); process.on('SIGTERM', () => {})",
    broken: "console.error('no database'); process.exit(3)",
  };
  let supervised: Supervised | undefined;
  afterEach(() => supervised?.stop());

  function start(source: string, times = {}) {
    const started: ProcessIdentity[] = [];
    const crashed: string[] = [];
    const waiting: (() => void)[] = [];
    const readies: number[] = [];
    supervised = supervise(
      {
        name: 'part',
        command: [process.execPath, '-e', source],
        env: process.env,
        cwd: state,
        logFile: join(state, 'part.log'),
      },
      {
        started: (_name, identity) => started.push(identity),
        ready: () => {
          readies.push(Date.now());
          for (const resolve of waiting.splice(0)) resolve();
        },
        crashed: (_name, how, delayMs) => crashed.push(`${how} ${delayMs}`),
      },
      { ...defaultTimes, firstDelayMs: 10, longestDelayMs: 20, ...times },
    );
    const readyAgain = () => new Promise<void>((resolve) => waiting.push(resolve));
    return { supervised, started, crashed, readies, readyAgain };
  }

  it('starts a process again that was killed', async () => {
    const run = start(script.steady);
    await run.supervised.ready;
    const again = run.readyAgain();
    process.kill(run.started[0]?.pid ?? 0, 'SIGKILL');
    await again;
    expect(run.started).toHaveLength(2);
    expect(run.crashed).toEqual(['was killed by SIGKILL 10']);
    await run.supervised.stop();
    expect(run.started.map(isRunning)).toEqual([false, false]);
  });

  it('ends a process that does not listen', async () => {
    const run = start(script.deaf, { stopWithinMs: 100 });
    await run.supervised.ready;
    await run.supervised.stop();
    expect(run.started.map(isRunning)).toEqual([false]);
  });

  it('says so when the first start fails, and keeps what the process said', async () => {
    const run = start(script.broken);
    await expect(run.supervised.ready).rejects.toThrow(/ended with 3 before it was ready/);
    expect(readFileSync(join(state, 'part.log'), 'utf8')).toContain('no database');
  });

  it('waits longer with each failure', async () => {
    const run = start(script.broken, { longestDelayMs: 40 });
    await expect(run.supervised.ready).rejects.toThrow();
    await expect.poll(() => run.crashed.length).toBeGreaterThanOrEqual(4);
    expect(run.crashed.slice(0, 4).map((text) => Number(text.split(' ').at(-1)))).toEqual([10, 20, 40, 40]);
  });

  it('leaves a record by which the next start ends what a killed launcher left', async () => {
    const run = start(script.steady);
    await run.supervised.ready;
    const [identity] = run.started;
    if (!identity) throw new Error('nothing was started');
    recordProcess(state, 'part', identity);
    const again = run.readyAgain();
    expect(await endLeftovers(state)).toEqual(['part']);
    expect(isRunning(identity)).toBe(false);
    expect(await endLeftovers(state)).toEqual([]);
    await again;
  });
});
