import type { Change } from '@springboard/contracts/notifications.ts';
import type { Subscriber } from './live-views.ts';

/** A comment is sent so often, which keeps proxies from closing the stream; rights are looked at again as often. */
const keepAliveMs = 15_000;

const encoder = new TextEncoder();

/** One stream. The newest view wins: while one is being read or the client is slow, changes only mark it as stale. */
export class Subscription {
  readonly personId: string;
  readonly #subscriber: Subscriber;
  readonly #onEnd: () => void;
  readonly #beats: NodeJS.Timeout[] = [];
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #stale = true;
  #reading = false;
  #ended = false;
  #timers: NodeJS.Timeout[] = [];

  constructor(subscriber: Subscriber, onEnd: () => void) {
    this.personId = subscriber.personId;
    this.#subscriber = subscriber;
    this.#onEnd = onEnd;
  }

  start(): ReadableStream<Uint8Array> {
    const { everyMs } = this.#subscriber;
    this.#beats.push(setInterval(() => this.#keepAlive(), keepAliveMs));
    if (everyMs !== null) this.#beats.push(setInterval(() => this.refresh(), everyMs));
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

  /** Rights of the person may have changed, or what is shown. */
  concerns(change: Change): boolean {
    if (change.kind === 'revoked') return change.personId === this.personId;
    return this.#subscriber.concerns(change);
  }

  /** Something changed: the view is read and sent soon. */
  refresh(): void {
    if (this.#stale) return;
    this.#stale = true;
    this.#timers.push(setTimeout(() => void this.#flush(), this.#subscriber.gatherMs));
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const timer of [...this.#beats.splice(0), ...this.#timers.splice(0)]) clearTimeout(timer);
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
        this.#write(`event: ${this.#subscriber.event}\nid: ${event.id}\ndata: ${event.data}\n\n`);
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
    this.#timers = [];
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
