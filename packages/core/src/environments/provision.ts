import type { Context } from '../context.ts';

/** Brings a `queued` or half-provisioned environment to `ready`, or to `failed`. Safe to run twice and after a crash. */
export async function provisionEnvironment(_ctx: Context, _id: string, _signal: AbortSignal): Promise<void> {
  throw new Error('not built yet');
}
