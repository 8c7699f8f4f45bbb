import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, readlink, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { OsUser } from './os-user.ts';
import { serverFlags } from './settings.ts';

export interface ServerProcess {
  readonly pid: number;
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

/** Crash recovery of a big WAL may take long; after this we give up waiting. */
const readyWithinMs = 300_000;
/** After a fast shutdown got this long, the server is told to end at once (it recovers at the next start). */
const stopWithinMs = 30_000;
/** Backends of a killed server keep its shared memory for a moment. */
const leftoversWithinMs = 20_000;
const logTurnoverBytes = 10_000_000;

/** The server that still runs on `dataFolder` with `port`. One on another port is ended; a stale pid file is removed. */
export async function runningServer(dataFolder: string, port: number): Promise<ServerProcess | undefined> {
  const pidFile = join(dataFolder, 'postmaster.pid');
  const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!pid) return undefined;
  if (!(await isServer(pid, dataFolder))) {
    await rm(pidFile, { force: true });
    return undefined;
  }
  const server = handleOf(pid, untilGone(pid));
  if (Number(lines[3]) === port && lines[7]?.trim() === 'ready') return server;
  await server.stop();
  return undefined;
}

interface LaunchOptions {
  readonly program: string;
  readonly dataFolder: string;
  readonly port: number;
  readonly logFile: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly user: OsUser | undefined;
  readonly isReady: () => Promise<boolean>;
}

/** Starts the server and waits until it takes queries. */
export async function launch(options: LaunchOptions): Promise<ServerProcess> {
  const giveUpAt = Date.now() + leftoversWithinMs;
  for (;;) {
    try {
      return await launchOnce(options);
    } catch (error) {
      if (!(error instanceof EndedEarly && error.byLeftovers) || Date.now() > giveUpAt) throw error;
      await pause(250);
    }
  }
}

class EndedEarly extends Error {
  override readonly name = 'EndedEarly';

  /** Backends of a killed server still held its shared memory: it may start a moment later. */
  readonly byLeftovers: boolean;

  constructor(message: string, byLeftovers: boolean) {
    super(message);
    this.byLeftovers = byLeftovers;
  }
}

async function launchOnce(options: LaunchOptions): Promise<ServerProcess> {
  const log = await openLog(options.logFile);
  const from = (await log.stat()).size;
  let child: ChildProcess;
  try {
    child = spawn(
      options.program,
      ['-D', options.dataFolder, '-p', String(options.port), ...serverFlags(options.settings)],
      {
        ...options.user,
        cwd: '/',
        env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
        // A process group of its own: Ctrl-C is for the launcher, which ends the database last.
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
      },
    );
  } finally {
    await log.close();
  }
  let ended = false;
  const exited = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => {
      ended = true;
      resolve();
    });
  });
  exited.catch(() => {});
  child.unref();
  const giveUpAt = Date.now() + readyWithinMs;
  while (child.pid !== undefined && !ended && Date.now() < giveUpAt) {
    if (await options.isReady()) return handleOf(child.pid, exited);
    await pause(25);
  }
  if (child.pid === undefined) await exited;
  child.kill('SIGQUIT');
  const said = (await readFile(options.logFile))
    .subarray(from)
    .toString('utf8')
    .trim()
    .split('\n')
    // Backends of a killed server write into the same file as they go, each a line.
    .filter((line) => !line.includes('due to unexpected postmaster exit'))
    .join('\n');
  const lastWords = said.split('\n').slice(-12).join('\n');
  const taken = said.includes('Address already in use')
    ? `Port ${options.port} is taken by another program; end that or choose another port. `
    : '';
  throw new EndedEarly(
    `PostgreSQL did not start. ${taken}Your data in ${options.dataFolder} was left as it is. Its last words (${options.logFile}):\n${lastWords}`,
    said.includes('shared memory block'),
  );
}

function handleOf(pid: number, exited: Promise<void>): ServerProcess {
  return {
    pid,
    exited,
    stop: async () => {
      signal(pid, 'SIGINT');
      const patience = new AbortController();
      const timer = pause(stopWithinMs, undefined, { signal: patience.signal }).then(
        () => signal(pid, 'SIGQUIT'),
        () => {},
      );
      await exited;
      patience.abort();
      await timer;
    },
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause(100, undefined, { ref: false });
  }
}

/** Whether `pid` is a PostgreSQL of this very folder: after a reboot the number may belong to anybody. */
async function isServer(pid: number, dataFolder: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const program = await readlink(`/proc/${pid}/exe`).catch(() => '');
  const state = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.[0];
  return (
    state !== 'Z' && basename(program).startsWith('postgres') && command.split('\0').includes(dataFolder)
  );
}

async function openLog(file: string) {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  if (size > logTurnoverBytes) await rename(file, `${file}.1`);
  return open(file, 'a', 0o600);
}
