import { recordAudit } from '@springboard/db/audit.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { endFollow, listOpenFollowsOfMentor } from '@springboard/db/repositories/follows.ts';

/** Ends what a mentor follows or asked for, in every attempt: whoever is to come back asks the learner again. */
export async function leaveFollows(tx: Transaction, mentorId: string, now: Date): Promise<void> {
  for (const { id, attemptId } of await listOpenFollowsOfMentor(tx, mentorId)) {
    await lockAttempt(tx, attemptId);
    await endFollow(tx, { id, attemptId }, { state: 'ended', by: 'mentor', at: now });
    await recordAudit(tx, {
      actor: 'system',
      via: 'system',
      action: 'follow.end',
      subject: { kind: 'attempt', id: attemptId },
      detail: { followId: id, mentor: mentorId, why: 'session-ended' },
      ip: null,
    });
  }
}
