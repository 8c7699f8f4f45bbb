import type { Subscriber } from './live-attempts.ts';

/** A comment is sent so often, which keeps proxies from closing the stream; rights are looked at again as often. */
const keepAliveMs = 15_000;
/** Changes come in bursts (a run of checks is several); they are gathered for so long before the view is read. */
const gatherMs = 25;

const encoder = new TextEncoder();

/** One stream. The newest view wins: while one is being read or the client is slow, changes only mark it as stale. */
export class Subscription {
  readonly attemptId: string;
  readonly personId: string;
  readonly #subscriber: Subscriber;
  readonly #onEnd: () => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #stale = true;
  #reading = false;
  #ended = false;
  #timers: NodeJS.Timeout[] = [];

  constructor(subscriber: Subscriber, onEnd: () => void) {
    this.attemptId = subscriber.attemptId;
    this.personId = subscriber.personId;
    this.#subscriber = subscriber;
    this.#onEnd = onEnd;
  }

  start(): ReadableStream<Uint8Array> {
    this.#timers.push(setInterval(() => this.#keepAlive(), keepAliveMs));
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
          this.#write('retry: 1000\n\n');
          void this.#flush();
        },
        pull: () => void this.#flush(),
        cancel: () => this.end(),
      },
      { highWaterMark: 2 },
    );
  }

  /** Something changed: the view is read and sent soon. */
  refresh(): void {
    if (this.#stale) return;
    this.#stale = true;
    this.#timers.push(setTimeout(() => void this.#flush(), gatherMs));
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
    this.#onEnd();
    try {
      this.#controller?.close();
    } catch {
      // The client closed it first.
    }
  }

  async #flush(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#stale && !this.#ended && (this.#controller?.desiredSize ?? 0) > 0) {
        this.#stale = false;
        const event = await this.#subscriber.view();
        if (event === null) return this.end();
        this.#write(`event: attempt\nid: ${event.id}\ndata: ${event.data}\n\n`);
      }
    } catch (error) {
      // The database is away, most likely. The page connects again and is told the whole then.
      this.#subscriber.onError(error);
      this.end();
    } finally {
      this.#reading = false;
    }
  }

  #keepAlive(): void {
    this.#write(': still here\n\n');
    this.#timers = this.#timers.slice(0, 1);
    void this.#subscriber.view().then(
      (event) => {
        if (event === null) this.end();
      },
      () => this.end(),
    );
  }

  #write(text: string): void {
    if (!this.#ended && this.#controller) this.#controller.enqueue(encoder.encode(text));
  }
}
