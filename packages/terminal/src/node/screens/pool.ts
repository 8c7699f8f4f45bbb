import { availableParallelism } from 'node:os';
import { ScreenThread, type ScreenThreadOptions } from './thread.ts';
import { ThreadScreen, type ThreadScreenOptions } from './thread-screen.ts';

/** One processor is the gateway's own; more than four threads never had work: one parses about 20 MB/s. */
const mostThreads = Math.max(1, Math.min(4, availableParallelism() - 1));
/** A further thread starts when each has so many screens: it costs about 15 MB, a screen that waits its turn a few milliseconds. */
const screensBeforeNext = 16;

export interface ScreenPoolOptions extends ScreenThreadOptions {
  /** The most threads; by default one less than the machine has processors, from one to four. */
  readonly threads?: number | undefined;
}

/** Screens of all terminals, in as many threads as they need. The first one starts with the first screen. */
export class ScreenPool {
  readonly #options: ScreenPoolOptions;
  readonly #threads: ScreenThread[] = [];
  #lastId = 0;

  constructor(options: ScreenPoolOptions) {
    this.#options = options;
  }

  /** How many threads run. */
  get threads(): number {
    return this.#threads.length;
  }

  open(options: ThreadScreenOptions): ThreadScreen {
    const thread = this.#freest();
    this.#lastId += 1;
    const screen = new ThreadScreen(this.#lastId, thread, options);
    thread.add(screen);
    return screen;
  }

  /** Ends all threads; whoever still waits for a screen gets an empty one. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.close()));
  }

  #freest(): ScreenThread {
    const [freest] = this.#threads.toSorted((one, other) => one.size - other.size);
    const most = this.#options.threads ?? mostThreads;
    if (freest && (freest.size < screensBeforeNext || this.#threads.length >= most)) return freest;
    const thread = new ScreenThread(this.#options);
    this.#threads.push(thread);
    return thread;
  }
}
