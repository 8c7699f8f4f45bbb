import type { JobPayload } from '@springboard/contracts/jobs.ts';
import type { Context } from '../../context.ts';

/** Does what the environment's row asks for: pause, resume, save or rewind. The payload's `change` only says why somebody looks. */
export async function applyChange(
  _ctx: Context,
  _job: JobPayload<'environment.change'>,
  _signal: AbortSignal,
): Promise<void> {
  throw new Error('not yet');
}
