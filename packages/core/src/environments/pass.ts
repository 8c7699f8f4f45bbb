import type { Context } from '../context.ts';
import { count } from './counters.ts';
import { orAbort } from './or-abort.ts';

/** How long a pass of the reconciler may take over its parts, in milliseconds; tests are less patient. */
export interface PassLimits {
  /** Any one step, whatever it waits for; then the others go on without it. */
  readonly stepMs: number;
  /** What may take long for good reasons and goes on at the next pass: removals, starts of what had stopped, last looks. */
  readonly slowMs: number;
}

export const defaultPassLimits: PassLimits = { stepMs: 45_000, slowMs: 15_000 };

/** One pass over all steps: each is tried, whatever became of those before it. */
export class Pass {
  readonly #ctx: Context;
  readonly #stop: AbortSignal;
  readonly #limits: PassLimits;
  /** Steps that came to no good end. */
  readonly failed: string[] = [];

  constructor(ctx: Context, stop: AbortSignal, limits: PassLimits) {
    this.#ctx = ctx;
    this.#stop = stop;
    this.#limits = limits;
  }

  /** Does one step. Undefined when it failed; rejects only when the whole pass is to end. */
  async step<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.#stop.throwIfAborted();
    const signal = AbortSignal.any([this.#stop, AbortSignal.timeout(this.#limits.stepMs)]);
    try {
      return await orAbort(work(signal), signal);
    } catch (error) {
      this.#stop.throwIfAborted();
      this.failed.push(name);
      count('failures', name);
      this.#ctx.log.error(
        { err: error, step: name },
        'A step of the reconciler failed; the others go on, and it is tried again at the next look.',
      );
      return undefined;
    }
  }

  /** The same for what is bounded in time: its signal fires early, and what is left is for the next pass. */
  async slowStep(name: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    await this.step(name, (signal) =>
      work(AbortSignal.any([signal, AbortSignal.timeout(this.#limits.slowMs)])),
    );
  }
}
