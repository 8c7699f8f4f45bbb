import { Worker } from 'node:worker_threads';
import type { Log } from '../authority.ts';
import type { FromThread, ThreadData, ToThread } from './messages.ts';
import type { ThreadScreen } from './thread-screen.ts';

/** Megabytes of JavaScript objects in one thread, several times those of 500 full screens (their cells lie elsewhere): who has more has gone wrong, and is ended before the gateway's host is out of memory. */
const mostHeapMegabytes = 1_024;
/** Milliseconds without an answer after which a thread is taken for one that hangs: a screen's longest work is a tenth of a second. */
const defaultSilentMs = 30_000;
/** Pings in that time. */
const pings = 3;
/** A thread that lived so long, in milliseconds, is replaced at once. */
const livedLongMs = 60_000;
/** After the second end in short time a new thread waits so long, in milliseconds, and twice as long after each more. */
const firstWaitMs = 250;
const longestWaitMs = 30_000;

export interface ScreenThreadOptions {
  readonly log: Log;
  /** What runs in it, when that is another program than ours; for tests. */
  readonly program?: URL | undefined;
  /** Another time than 30 s, for tests. */
  readonly silentMs?: number | undefined;
}

/** A thread of screens. When it ends by itself or hangs another one takes its place, and its screens. */
export class ScreenThread {
  readonly #options: ScreenThreadOptions;
  readonly #screens = new Map<number, ThreadScreen>();
  readonly #watch: NodeJS.Timeout;
  #worker: Worker | undefined;
  #startedAt = 0;
  #unanswered = 0;
  /** In short time. */
  #ends = 0;
  #waiting: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ScreenThreadOptions) {
    this.#options = options;
    this.#start();
    this.#watch = setInterval(() => this.#ask(), (options.silentMs ?? defaultSilentMs) / pings).unref();
  }

  /** How many screens it has. */
  get size(): number {
    return this.#screens.size;
  }

  add(screen: ThreadScreen): void {
    this.#screens.set(screen.id, screen);
    if (this.#worker) screen.open();
  }

  remove(screen: ThreadScreen): void {
    this.#screens.delete(screen.id);
  }

  send(message: ToThread, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  /** Ends it, and its screens. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    clearTimeout(this.#waiting);
    for (const screen of [...this.#screens.values()]) screen.dispose();
    await this.#worker?.terminate();
  }

  #start(): void {
    const workedOn = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const worker = new Worker(this.#options.program ?? new URL('thread-program.ts', import.meta.url), {
      name: 'screens',
      workerData: { workedOn } satisfies ThreadData,
      // What terminals print is parsed there: the installation's secret is not.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: mostHeapMegabytes },
    });
    worker.unref();
    let problem: unknown;
    worker.on('message', (message: FromThread) => this.#hear(message));
    worker.on('error', (error) => {
      problem = error;
    });
    worker.on('exit', (code) => this.#ended(Atomics.load(workedOn, 0), problem ?? `exit code ${code}`));
    this.#worker = worker;
    this.#startedAt = performance.now();
    this.#unanswered = 0;
  }

  #hear(message: FromThread): void {
    this.#unanswered = 0;
    if (message.kind !== 'pong') this.#screens.get(message.id)?.hear(message);
  }

  #ask(): void {
    if (this.#unanswered >= pings) void this.#worker?.terminate();
    this.#unanswered += 1;
    this.send({ kind: 'ping' });
  }

  /** `workedOn` is the screen it ended with; 0 when it was none, which is blamed on all when it comes again. */
  #ended(workedOn: number, problem: unknown): void {
    this.#worker = undefined;
    if (this.#closed) return;
    this.#ends = performance.now() - this.#startedAt > livedLongMs ? 1 : this.#ends + 1;
    const waitMs = this.#ends === 1 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (this.#ends - 2));
    this.#options.log.error(
      { err: problem, screens: this.size, waitMs, hung: this.#unanswered > pings },
      'a thread of screens ended; terminals go on, and their screens go to a new one',
    );
    for (const screen of [...this.#screens.values()])
      screen.lost(screen.id === workedOn || (workedOn === 0 && this.#ends > 1));
    this.#startIn(waitMs);
  }

  #startIn(waitMs: number): void {
    this.#waiting = setTimeout(() => {
      try {
        this.#start();
      } catch (error) {
        // The host has no room for a thread at the moment: nobody's output is to blame.
        this.#options.log.error(
          { err: error },
          'a thread of screens could not be started; it is tried again',
        );
        this.#startIn(longestWaitMs);
        return;
      }
      for (const screen of this.#screens.values()) screen.open();
    }, waitMs).unref();
  }
}
