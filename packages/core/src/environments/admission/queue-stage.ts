import type { Transaction } from '@springboard/db/client.ts';
import { insertEnvironmentEvent } from '@springboard/db/repositories/environments.ts';
import { system } from '../../audit.ts';

/**
 * Records that the wait for an environment is over. One that was being made already is `underWay`: its other stages have begun, and a beginning
 * of this one would put them back to the start.
 */
export async function recordWait(
  tx: Transaction,
  environmentId: string,
  wait: { readonly requestedAt: Date; readonly now: Date; readonly underWay?: boolean },
): Promise<void> {
  const { requestedAt, now, underWay = false } = wait;
  const event = { environmentId, kind: 'stage', stage: 'queue', actor: system } as const;
  if (!underWay) await insertEnvironmentEvent(tx, { ...event, at: requestedAt, stageStatus: 'started' });
  const durationMs = Math.max(0, now.getTime() - requestedAt.getTime());
  await insertEnvironmentEvent(tx, { ...event, at: now, stageStatus: 'finished', durationMs });
}
