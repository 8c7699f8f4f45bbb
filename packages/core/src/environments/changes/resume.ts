import type { Transaction } from '@springboard/db/client.ts';
import { changeAttempt, lockAttemptOfEnvironment } from '@springboard/db/repositories/attempts.ts';
import {
  changeEnvironment,
  type EnvironmentRow,
  findEnvironment,
  lockEnvironment,
} from '@springboard/db/repositories/environments.ts';
import type { Context } from '../../context.ts';
import { Superseded } from '../cancellation.ts';
import { describeFailure } from '../failure.ts';
import { transition } from '../machine.ts';
import { specOf } from '../spec.ts';
import { recordStage } from '../stages.ts';
import { resumeGrading } from './back-to-work.ts';
import { waitUntilHealthy } from './healthy.ts';
import { type ChangeWork, during, trying } from './run.ts';

/** Has a paused environment woken, or takes the wish for a pause back. Environment and attempt are locked. */
export async function askForResume(
  ctx: Pick<Context, 'enqueue' | 'clock'>,
  tx: Transaction,
  row: EnvironmentRow,
): Promise<void> {
  if (row.state === 'ready' && row.pauseReason !== null)
    await changeEnvironment(tx, row.id, { pauseReason: null });
  if (row.state !== 'paused' || row.course === 'resume') return;
  await changeEnvironment(tx, row.id, { course: 'resume', problem: null });
  await recordStage(tx, row.id, { stage: 'thaw', status: 'started' }, ctx.clock());
  await ctx.enqueue(tx, 'environment.change', { environmentId: row.id, change: 'resume' });
}

/**
 * Thaws all nodes, which opens the prompt, waits for their health, and enters `ready`. The end of the environment's time, and the clock of the
 * attempt, move on by as long as it was paused.
 */
export async function resume(work: ChangeWork): Promise<void> {
  const { ctx, id, options } = work;
  await during(
    work,
    ['paused'],
    async (signal) => {
      const row = await findEnvironment(ctx.db, id);
      if (row?.state !== 'paused') throw new Superseded();
      await trying(work, { stage: 'thaw', signal }, (limited) => ctx.driver.thaw(id, limited));
      await ctx.db.transaction(async (tx) => {
        const change = { stage: 'thaw', status: 'finished', openPrompt: true } as const;
        if (!(await recordStage(tx, id, change, ctx.clock()))) throw new Superseded();
      });
      const { topology } = specOf(row);
      const withinMs = options.healthyAfterThawMs;
      await waitUntilHealthy(ctx, { environmentId: id, topology, signal, withinMs });
      await ctx.db.transaction((tx) => enterReady(ctx, tx, id));
    },
    (error) => giveUp(work, error),
  );
}

async function enterReady(ctx: Context, tx: Transaction, id: string): Promise<void> {
  const attempt = await lockAttemptOfEnvironment(tx, id);
  const row = await lockEnvironment(tx, id);
  if (row?.state !== 'paused' || !attempt) throw new Superseded();
  const now = ctx.clock();
  const pausedMs = Math.max(0, now.getTime() - (row.pausedAt ?? now).getTime());
  const later = (date: Date | null) => date && new Date(date.getTime() + pausedMs);
  const set = { pausedAt: null, pauseReason: null, promptOpen: true, expiresAt: later(row.expiresAt) };
  const actor = attempt.personId;
  await transition(tx, { id, from: ['paused'], to: 'ready', reason: 'resumed', actor, set }, now);
  await resumeGrading(ctx, tx, attempt, { readyAt: later(attempt.readyAt), lastActivityAt: now });
}

/** It stays paused, with all that is in it, and says why. */
async function giveUp({ ctx, id }: ChangeWork, error: unknown): Promise<void> {
  ctx.log.error({ err: error, environmentId: id }, 'An environment could not be woken.');
  await ctx.db.transaction(async (tx) => {
    const attempt = await lockAttemptOfEnvironment(tx, id);
    const row = await lockEnvironment(tx, id);
    if (row?.state !== 'paused') return;
    const { problem, log } = describeFailure(error, 'thaw', specOf(row).topology);
    await recordStage(tx, id, { stage: 'thaw', status: 'failed', message: problem.title, log }, ctx.clock());
    await changeEnvironment(tx, id, {
      course: 'cold',
      promptOpen: false,
      problem: {
        title: 'It could not be woken',
        detail: `${problem.title}. The environment is still paused, with everything in it.`,
        remedy:
          'Resume it again in a moment. If it stays so, Reset gives you a fresh one; what you have passed is kept.',
      },
    });
    if (attempt) await changeAttempt(tx, attempt.id);
  });
}
