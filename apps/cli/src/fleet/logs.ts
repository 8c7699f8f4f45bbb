import { setTimeout as pause } from 'node:timers/promises';
import type { EnvironmentDetail, EnvironmentEventView } from '@springboard/contracts/fleet.ts';
import { CliError, exit } from '../api/errors.ts';

/** From one look to the next, in milliseconds. */
const everyMs = 1_000;
/** The platform may be restarted meanwhile; so long it is waited for, in milliseconds. */
const patienceMs = 60_000;

export interface FollowOptions {
  readonly fetch: () => Promise<EnvironmentDetail>;
  readonly print: (event: EnvironmentEventView) => void;
  /** Told once when the platform stops answering, for people. */
  readonly onAway: () => void;
  readonly signal: AbortSignal;
  readonly everyMs?: number;
  readonly patienceMs?: number;
}

/** Prints events as they come, each once, until the environment has ended for good or the signal fires. */
export async function followEvents(options: FollowOptions): Promise<void> {
  const { signal } = options;
  let last = 0;
  let awaySince: number | null = null;
  while (!signal.aborted) {
    try {
      const seen = await options.fetch();
      awaySince = null;
      for (const event of seen.events.filter(({ id }) => id > last)) {
        options.print(event);
        last = event.id;
      }
      if (seen.state === 'destroyed' || (seen.endedAt !== null && seen.state !== 'destroying')) return;
    } catch (error) {
      if (!(error instanceof CliError) || error.code !== exit.away) throw error;
      if (awaySince === null) options.onAway();
      awaySince ??= performance.now();
      if (performance.now() - awaySince > (options.patienceMs ?? patienceMs)) throw error;
    }
    await pause(options.everyMs ?? everyMs, undefined, { signal }).catch(() => {});
  }
}
