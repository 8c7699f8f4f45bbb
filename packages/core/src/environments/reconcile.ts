import type { Context } from '../context.ts';

/** Compares wanted and observed environments and sets right what differs. Judges nothing while the engine is unreachable. */
export async function reconcile(_ctx: Context): Promise<void> {
  throw new Error('not built yet');
}
