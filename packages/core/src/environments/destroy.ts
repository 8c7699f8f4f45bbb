import type { Context } from '../context.ts';

/** Takes an environment off the engine and ends its row. Safe to run twice. */
export async function destroyEnvironment(_ctx: Context, _id: string): Promise<void> {
  throw new Error('not built yet');
}
