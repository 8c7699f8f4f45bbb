import type { Change } from '@springboard/contracts/notifications.ts';
import { Subscription } from './subscription.ts';

/** Streams one person may have open at once, over all pages and devices. */
const mostPerPerson = 30;

export interface Subscriber {
  readonly personId: string;
  /** Name of its events, which says what they hold. */
  readonly event: 'attempt' | 'fleet' | 'lab-test' | 'content' | 'help' | 'notices' | 'class';
  /** Whether the view may look different after this change. */
  readonly concerns: (change: Change) => boolean;
  /** Changes come in bursts (a run of checks is several); they are gathered for so long before the view is read. */
  readonly gatherMs: number;
  /** Read anew so often without any change, for what is measured; null: never. */
  readonly everyMs: number | null;
  /** The event to send now; null when the person may not see it any more. */
  readonly view: () => Promise<{ readonly id: number; readonly data: string } | null>;
  readonly onError: (error: unknown) => void;
}

/** All open event streams of this process, and what makes them speak. */
export class LiveViews {
  readonly #open = new Set<Subscription>();
  #ended = false;

  /** True when the person may open one more stream. */
  hasRoom(personId: string): boolean {
    return [...this.#open].filter((one) => one.personId === personId).length < mostPerPerson;
  }

  /** Opens a stream of server-sent events: the whole view now, and again at each change. */
  open(subscriber: Subscriber): ReadableStream<Uint8Array> {
    const subscription = new Subscription(subscriber, () => this.#open.delete(subscription));
    this.#open.add(subscription);
    const stream = subscription.start();
    if (this.#ended) subscription.end();
    return stream;
  }

  /** Called for each change that any process announced. */
  onChange(change: Change): void {
    for (const one of this.#open) if (one.concerns(change)) one.refresh();
  }

  /** Announcements may have been missed: everything shown is read anew. */
  refreshAll(): void {
    for (const one of this.#open) one.refresh();
  }

  get size(): number {
    return this.#open.size;
  }

  /** Ends all streams; pages connect again when there is somebody to connect to. */
  end(): void {
    this.#ended = true;
    for (const one of this.#open) one.end();
  }
}
