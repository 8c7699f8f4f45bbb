import { setTimeout as pause } from 'node:timers/promises';
import { LabTestView } from '@springboard/contracts/lab-tests.ts';
import type { ApiClient } from '../api/client.ts';
import { CliError, exit } from '../api/errors.ts';
import type { RoundEvent } from './rounds.ts';

/** The platform may be restarted meanwhile; so long it is waited for, in milliseconds, and asked again after each pause. */
const patience = { forMs: 120_000, pauseMs: 2_000 };

export interface FollowOptions {
  readonly api: Pick<ApiClient, 'events'>;
  /** Of the test, such as `/lab-tests/0197…`. */
  readonly path: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RoundEvent) => void;
  readonly patience?: typeof patience;
}

/** Tells what happens in a test until it is over, and answers it. Errors: the platform stays away. */
export async function followLabTest(options: FollowOptions): Promise<LabTestView> {
  const { api, path, signal, onEvent } = options;
  const { forMs, pauseMs } = options.patience ?? patience;
  const told = new Told(onEvent);
  let awaySince: number | null = null;
  for (;;) {
    try {
      for await (const data of api.events(`${path}/events`, signal)) {
        awaySince = null;
        const view = LabTestView.parse(JSON.parse(data));
        told.tell(view);
        if (view.state !== 'queued' && view.state !== 'running') return view;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof CliError) || error.code !== exit.away) throw error;
      if (awaySince !== null && performance.now() - awaySince > forMs) throw error;
    }
    awaySince ??= performance.now();
    await pause(pauseMs, undefined, { signal });
  }
}

/** What was told of a test already: each view holds all of it. */
class Told {
  readonly #onEvent: (event: RoundEvent) => void;
  #steps = 0;
  #seed: string | null = null;

  constructor(onEvent: (event: RoundEvent) => void) {
    this.#onEvent = onEvent;
  }

  tell({ state, steps, now }: LabTestView): void {
    // Begun anew: its worker ended in the midst of it.
    if (steps.length < this.#steps) [this.#steps, this.#seed] = [0, null];
    for (const { seed, hasLog: _, number: __, ...step } of steps.slice(this.#steps)) {
      if (seed !== this.#seed) this.#onEvent({ type: 'seed-started', seed });
      this.#seed = seed;
      this.#onEvent({ type: 'step-finished', result: { ...step, checks: [], log: '' } });
    }
    this.#steps = steps.length;
    if (!now) return;
    const { task, step, text } = now;
    if (state === 'queued') this.#onEvent({ type: 'environment', stage: text ?? step });
    else if (text !== null && task !== null) this.#onEvent({ type: 'waiting', task, check: step, text });
    else this.#onEvent({ type: 'step-started', task, step });
  }
}
