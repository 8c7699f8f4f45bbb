import { DriverError } from './driver.ts';

/** Calls and stages at which the fake driver can be told to misbehave. */
export type FakePoint =
  | FakeCall
  | 'network'
  | 'nodes'
  | 'boot'
  /** Inside `save`, while the nodes are frozen. */
  | 'snapshot';

/** Calls of the driver, as they are named in `calls`. */
export type FakeCall =
  | 'health'
  | 'apply'
  | 'inspect'
  | 'list'
  | 'freeze'
  | 'thaw'
  | 'save'
  | 'rewind'
  | 'deleteSavePoint'
  | 'capacity'
  | 'usage'
  | 'destroy'
  | 'exec'
  | 'connect'
  | 'hasImage';

interface Behaviour {
  readonly act: (signal: AbortSignal | undefined) => Promise<void>;
  left: number;
}

/** A point that hangs: who waits there, and the way on. */
export interface Hold {
  /** Resolves when a call has arrived and hangs. */
  readonly reached: Promise<void>;
  /** Lets the hanging call, and later ones, go on. */
  release(): void;
}

/** What the fake driver does at which point; each behaviour applies to the next `times` calls that come by. */
export class FakeControls {
  readonly #behaviours = new Map<FakePoint, Behaviour[]>();

  fail(point: FakePoint, error: DriverError, times = Number.POSITIVE_INFINITY): void {
    this.#add(point, times, () => Promise.reject(error));
  }

  /** Waits `ms` milliseconds; a cancelled call does not wait on. */
  slow(point: FakePoint, ms: number, times = Number.POSITIVE_INFINITY): void {
    this.#add(point, times, (signal) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, ms);
      return untilCancelled(promise, signal).finally(() => clearTimeout(timer));
    });
  }

  /** Hangs until released or cancelled. */
  hang(point: FakePoint, times = Number.POSITIVE_INFINITY): Hold {
    const reached = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    this.#add(point, times, (signal) => {
      reached.resolve();
      return untilCancelled(released.promise, signal);
    });
    return { reached: reached.promise, release: () => released.resolve() };
  }

  /** Takes back everything that was told for a point, or for all of them. */
  heal(point?: FakePoint): void {
    if (point === undefined) this.#behaviours.clear();
    else this.#behaviours.delete(point);
  }

  /** For the fake driver itself: does what was told for this point. */
  async pass(point: FakePoint, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) throw cancelled();
    const behaviour = this.#behaviours.get(point)?.find(({ left }) => left > 0);
    if (behaviour === undefined) return;
    behaviour.left -= 1;
    await behaviour.act(signal);
  }

  #add(point: FakePoint, times: number, act: Behaviour['act']): void {
    this.#behaviours.set(point, [...(this.#behaviours.get(point) ?? []), { act, left: times }]);
  }
}

function cancelled(): DriverError {
  return new DriverError('cancelled', 'Cancelled (fake driver).');
}

async function untilCancelled(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(cancelled());
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([work, promise]);
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
