import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import type { Database } from '@springboard/db/client.ts';
import { findEnvironmentState } from '@springboard/db/repositories/environments.ts';

/** The environment is not wanted any more, or somebody else took it on: there is nothing left to do. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
  constructor() {
    super('The environment is in another state than this work is for.');
  }
}

/** How soon a run of work notices that its environment was given up. */
const lookMs = 300;

/** Fires when the environment comes into a state that is not one of `meanwhile`. */
export function watchForEnd(
  db: Database,
  id: string,
  meanwhile: readonly EnvironmentState[],
): { readonly signal: AbortSignal; close(): void } {
  const controller = new AbortController();
  let asking = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    try {
      const state = await findEnvironmentState(db, id);
      if (state === undefined || !meanwhile.includes(state)) controller.abort(new Superseded());
    } catch {
      // The database is away; whoever needs it next learns of that.
    } finally {
      asking = false;
    }
  }, lookMs);
  return {
    signal: controller.signal,
    close: () => clearInterval(timer),
  };
}
