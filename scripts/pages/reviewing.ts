import type { Context } from '@springboard/core/context.ts';
import { commentOnLines } from '@springboard/core/submissions/line-comments.ts';
import { demoId } from '@springboard/demo/dice.ts';

const attemptId = demoId('attempt', 'demo-marta', 'linux/service-that-will-not-start', 1);
const taskId = '4-tell-the-team';

/** Notes that wait for peers, too: a mentor has begun to comment on lines. */
export async function addReviewing(ctx: Context): Promise<void> {
  await commentOnLines(
    ctx,
    { personId: 'demo-mira', roles: ['mentor'], scopes: null, via: 'session', ip: null },
    attemptId,
    taskId,
    { version: 1, fromLine: 5, toLine: 5, text: 'Which line of the journal? Quote it with its time.' },
  );
}
