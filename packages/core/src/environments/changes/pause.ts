import type { Transaction } from '@springboard/db/client.ts';
import {
  changeAttempt,
  findAttemptOfEnvironment,
  lockAttemptOfEnvironment,
} from '@springboard/db/repositories/attempts.ts';
import {
  changeEnvironment,
  type EnvironmentRow,
  findEnvironment,
  lockEnvironment,
} from '@springboard/db/repositories/environments.ts';
import { system } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { Superseded } from '../cancellation.ts';
import { describeFailure } from '../failure.ts';
import { transition } from '../machine.ts';
import { StoredSpec } from '../spec.ts';
import { restGrading, whileGradingRests } from './back-to-work.ts';
import { isIdle } from './idle.ts';
import { type ChangeWork, during, trying } from './run.ts';

/** Notes that a ready environment is to be paused, and has it done. Environment and attempt are locked. */
export async function askForPause(
  ctx: Context,
  tx: Transaction,
  environmentId: string,
  reason: 'idle' | 'asked',
): Promise<void> {
  await changeEnvironment(tx, environmentId, { pauseReason: reason });
  await ctx.enqueue(tx, 'environment.change', { environmentId, change: 'pause' });
}

/**
 * Freezes all nodes and enters `paused`. The wish may be taken back until then: by a keystroke when it came of idleness, by *Resume*
 * always; what was frozen is thawed then.
 */
export async function pause(work: ChangeWork): Promise<void> {
  const { ctx, id } = work;
  await during(
    work,
    ['ready'],
    (signal) =>
      whileGradingRests(ctx, id, async () => {
        if (!(await stillWanted(ctx, id))) {
          await changeEnvironment(ctx.db, id, { pauseReason: null });
          return;
        }
        await trying(work, { stage: 'thaw', signal }, (limited) => ctx.driver.freeze(id, limited));
        const entered = await ctx.db.transaction((tx) => enterPaused(ctx, tx, id));
        if (!entered)
          await trying(work, { stage: 'thaw', signal }, (limited) => ctx.driver.thaw(id, limited));
      }),
    (error) => giveUp(work, error),
  );
}

async function stillWanted(ctx: Context, id: string): Promise<boolean> {
  const row = await findEnvironment(ctx.db, id);
  if (row?.state !== 'ready') throw new Superseded();
  if (row.pauseReason !== 'idle') return row.pauseReason !== null;
  const attempt = await findAttemptOfEnvironment(ctx.db, id);
  return attempt !== undefined && isIdle(ctx, row, attempt);
}

/** False when the wish was taken back meanwhile. */
async function enterPaused(ctx: Context, tx: Transaction, id: string): Promise<boolean> {
  const attempt = await lockAttemptOfEnvironment(tx, id);
  const row = await lockEnvironment(tx, id);
  if (row?.state !== 'ready' || !attempt) throw new Superseded();
  const reason = row.pauseReason;
  if (reason === null || (reason === 'idle' && !isIdle(ctx, row, attempt))) {
    await changeEnvironment(tx, id, { pauseReason: null });
    return false;
  }
  const now = ctx.clock();
  const actor = reason === 'asked' ? attempt.personId : system;
  // Course `resume` means that it is to be woken: it must not be left over from the last time.
  const course: EnvironmentRow['course'] = row.course === 'resume' ? 'cold' : row.course;
  const set = { promptOpen: false, pausedAt: now, course, problem: null };
  await transition(tx, { id, from: ['ready'], to: 'paused', reason, actor, set }, now);
  await restGrading(tx, attempt.id);
  return true;
}

/** It stays ready. Who asked for the pause is told; one that came of idleness is tried again when the next look finds it idle. */
async function giveUp({ ctx, id }: ChangeWork, error: unknown): Promise<void> {
  ctx.log.warn({ err: error, environmentId: id }, 'An environment could not be paused.');
  await ctx.db.transaction(async (tx) => {
    const attempt = await lockAttemptOfEnvironment(tx, id);
    const row = await lockEnvironment(tx, id);
    if (row?.state !== 'ready') return;
    const asked = row.pauseReason === 'asked';
    await changeEnvironment(tx, id, {
      pauseReason: null,
      ...(asked ? { problem: couldNotPause(row, error) } : {}),
    });
    if (attempt) await changeAttempt(tx, attempt.id);
  });
}

function couldNotPause(row: EnvironmentRow, error: unknown): NonNullable<EnvironmentRow['problem']> {
  const spec = StoredSpec.safeParse(row.spec);
  const { problem } = describeFailure(error, 'thaw', spec.success ? spec.data.topology : { nodes: [] });
  return {
    title: 'It could not be paused',
    detail: `${problem.title}. The environment goes on as it was; nothing is lost.`,
    remedy: 'Pause it again in a moment. A node that was powered off is started again by itself first.',
  };
}
