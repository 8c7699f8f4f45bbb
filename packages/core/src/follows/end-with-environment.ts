import type { Transaction } from '@springboard/db/client.ts';
import { endFollow, listOpenFollowsOfEnvironment } from '@springboard/db/repositories/follows.ts';
import { audit, system } from '../audit.ts';

/** The environment is gone: what was agreed for it is over. In the transaction of its end, the attempt locked. */
export async function endFollowsOfEnvironment(
  tx: Transaction,
  environmentId: string,
  now: Date,
): Promise<void> {
  for (const follow of await listOpenFollowsOfEnvironment(tx, environmentId)) {
    await endFollow(tx, follow, { state: 'ended', by: 'platform', at: now });
    const detail = { followId: follow.id, mentor: follow.mentorId, why: 'environment-ended' };
    await audit(tx, system, 'follow.end', { kind: 'attempt', id: follow.attemptId }, detail);
  }
}
