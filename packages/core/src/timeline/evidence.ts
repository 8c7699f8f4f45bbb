import type { Actor } from '@springboard/contracts/actor.ts';
import type { RunEvidence } from '@springboard/contracts/timeline.ts';
import { findRun } from '@springboard/db/repositories/timeline.ts';
import { z } from 'zod';
import { authorize, notFound } from '../access.ts';
import { readableAttempt } from '../attempts/access.ts';
import type { Context } from '../context.ts';
import { commandsBefore } from '../recordings/recordings.ts';

/** Of what `packages/grading` stores; runs of old releases may lack some of it. */
const Stored = z.object({
  node: z.string().nullable().catch(null),
  exitCode: z.number().nullable().catch(null),
  timedOut: z.boolean().catch(false),
  stdout: z.string().catch(''),
  stderr: z.string().catch(''),
});

const commandsShown = 8;

/**
 * What one run of a check stands on: what its script printed, and the commands before it. For those who care for labs only, of attempts that they may read,
 * since it may tell how a check looks. Errors: `not-found`.
 */
export async function runEvidence(
  ctx: Pick<Context, 'db' | 'recordings'>,
  actor: Actor,
  attemptId: string,
  runId: number,
): Promise<RunEvidence> {
  authorize(actor, 'lab.health.read');
  await readableAttempt(ctx.db, actor, attemptId);
  const run = await findRun(ctx.db, attemptId, runId);
  if (!run) throw notFound('run');
  const { environmentId, startedAt: at, durationMs, verdict, authorText } = run;
  const { node, exitCode, timedOut, stdout, stderr } = Stored.catch(nothing).parse(run.evidence);
  return {
    runId,
    at: at.toISOString(),
    durationMs,
    verdict,
    authorText,
    node,
    exitCode,
    timedOut,
    stdout,
    stderr,
    commands:
      environmentId === null
        ? []
        : await commandsBefore(ctx, { attemptId, environmentId, at }, commandsShown),
  };
}

const nothing = { node: null, exitCode: null, timedOut: false, stdout: '', stderr: '' };
