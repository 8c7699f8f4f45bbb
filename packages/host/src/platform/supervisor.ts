import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { identify, type ProcessIdentity } from '../process-identity.ts';

export interface ProcessSpec {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Its standard output and error are appended here. */
  readonly logFile: string;
}

export interface SupervisorEvents {
  started(name: string, identity: ProcessIdentity): void;
  ready(name: string): void;
  /** It ended by itself and will be started again after `delayMs`. */
  crashed(name: string, how: string, delayMs: number): void;
}

export interface SupervisorTimes {
  /** How long a process may take to say that it serves. */
  readonly readyWithinMs: number;
  /** How long a process may take to drain before it is killed. */
  readonly stopWithinMs: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** A process that served so long starts again with the first delay. */
  readonly steadyAfterMs: number;
  /** So many tries a process has to serve for the first time. */
  readonly firstTries: number;
}

export const defaultTimes: SupervisorTimes = {
  readyWithinMs: 60_000,
  stopWithinMs: 15_000,
  firstDelayMs: 500,
  longestDelayMs: 30_000,
  steadyAfterMs: 60_000,
  firstTries: 3,
};

export interface Supervised {
  /** Resolves when the process says that it serves; rejects when its first tries have all ended or stayed silent. */
  readonly ready: Promise<void>;
  /** SIGTERM, patience, SIGKILL; no restart after that. */
  stop(): Promise<void>;
}

const logTurnoverBytes = 20 * 2 ** 20;

/** A file descriptor and no pipe: what the process says is kept even when the launcher is killed. */
function openLog(file: string): number {
  try {
    if (statSync(file).size > logTurnoverBytes) renameSync(file, `${file}.1`);
  } catch {
    // There is none yet.
  }
  return openSync(file, 'a', 0o600);
}

/**
 * Keeps one process of the platform running: starts it in a process group of its own (Ctrl-C is for the launcher,
 * which stops things in order), waits for `{ kind: 'ready' }`, and starts it again with a growing delay when it ends.
 */
export function supervise(
  spec: ProcessSpec,
  events: SupervisorEvents,
  times: SupervisorTimes = defaultTimes,
): Supervised {
  const first = Promise.withResolvers<void>();
  first.promise.catch(() => {});
  let child: ChildProcess | undefined;
  let stopping = false;
  let delayMs = times.firstDelayMs;
  let restart: NodeJS.Timeout | undefined;
  let gone = Promise.resolve();
  let tries = 0;

  const start = () => {
    const [program = '', ...args] = spec.command;
    const log = openLog(spec.logFile);
    const spawned = spawn(program, args, {
      cwd: spec.cwd,
      env: spec.env,
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    child = spawned;
    if (spawned.pid !== undefined) events.started(spec.name, identify(spawned.pid));
    let readyAt: number | undefined;
    const silent = setTimeout(() => spawned.kill('SIGKILL'), times.readyWithinMs);
    spawned.on('message', (message: unknown) => {
      if (readyAt !== undefined || !isReady(message)) return;
      readyAt = Date.now();
      clearTimeout(silent);
      events.ready(spec.name);
      first.resolve();
    });
    const exit = Promise.withResolvers<void>();
    gone = exit.promise;
    const over = (how: string) => {
      clearTimeout(silent);
      exit.resolve();
      if (stopping) return;
      if (readyAt !== undefined && Date.now() - readyAt >= times.steadyAfterMs) delayMs = times.firstDelayMs;
      tries += 1;
      if (tries >= times.firstTries) {
        first.reject(new Error(`${spec.name} ${how} before it was ready; its log is ${spec.logFile}`));
      }
      events.crashed(spec.name, how, delayMs);
      restart = setTimeout(start, delayMs);
      delayMs = Math.min(delayMs * 2, times.longestDelayMs);
    };
    spawned.once('error', (error) => over(`could not be started (${error.message})`));
    spawned.once('exit', (code, signal) => over(signal ? `was killed by ${signal}` : `ended with ${code}`));
  };
  start();

  return {
    ready: first.promise,
    async stop() {
      stopping = true;
      clearTimeout(restart);
      first.reject(new Error(`${spec.name} was stopped`));
      child?.kill('SIGTERM');
      const insist = setTimeout(() => child?.kill('SIGKILL'), times.stopWithinMs);
      await gone;
      clearTimeout(insist);
    },
  };
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'ready';
}
