import {
  changePooled,
  findEnvironment,
  insertEnvironmentEvent,
} from '@springboard/db/repositories/environments.ts';
import { findPool } from '@springboard/db/repositories/pools.ts';
import { system } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { askForAdmission } from '../admission/ask.ts';
import { describeFailure } from '../failure.ts';
import { transition } from '../machine.ts';
import { runProbes } from '../probes.ts';
import { specOf } from '../spec.ts';
import { probeIsDue } from './due.ts';

/**
 * Looks after an environment that waits in the pool, with its lock held: runs its probes when they are due, and freezes or thaws it as
 * its pool is kept. One that fails its probes is given up, and admission makes another. Breaks off when `signal` fires: it was claimed.
 * While the engine does not answer nothing is judged.
 */
export async function careForPooled(ctx: Context, id: string, signal: AbortSignal): Promise<void> {
  const row = await findEnvironment(ctx.db, id);
  if (row?.state !== 'pooled') return;
  const spec = specOf(row);
  const pool = await findPool(ctx.db, row.topology);
  const wanted = pool?.mode ?? 'running';
  const due = probeIsDue(row, ctx.clock());
  try {
    if (row.frozen && (due || wanted === 'running')) await thaw(ctx, id, signal);
    if (due) {
      const work = { driver: ctx.driver, environmentId: id, topology: spec.topology, signal };
      await runProbes({ ...work, say: async () => {} });
      if (!(await changePooled(ctx.db, id, { probedAt: ctx.clock() }))) return;
    }
    if (wanted === 'frozen' && (due || !row.frozen)) await freeze(ctx, id, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(await ctx.driver.health()).available) throw error;
    await giveUp(ctx, id, error);
  }
}

async function thaw(ctx: Context, id: string, signal: AbortSignal): Promise<void> {
  await ctx.driver.thaw(id, signal);
  await changePooled(ctx.db, id, { frozen: false });
}

/** The row says so first: who claims it in between knows that it has to be thawed, and no prompt opens on a frozen node. */
async function freeze(ctx: Context, id: string, signal: AbortSignal): Promise<void> {
  if (!(await changePooled(ctx.db, id, { frozen: true, promptOpen: false }))) return;
  await ctx.driver.freeze(id, signal);
}

async function giveUp(ctx: Context, id: string, error: unknown): Promise<void> {
  const row = await findEnvironment(ctx.db, id);
  if (!row) return;
  const { problem, log } = describeFailure(error, 'healthy', specOf(row).topology);
  const now = ctx.clock();
  const taken = await ctx.db.transaction(async (tx) => {
    const edge = { from: ['pooled'], to: 'failed', reason: 'probe-failed', actor: system } as const;
    const message = problem.title;
    if (!(await transition(tx, { id, ...edge, message, set: { problem, frozen: false } }, now))) return false;
    const event = { environmentId: id, at: now, actor: system, message, log };
    await insertEnvironmentEvent(tx, { ...event, kind: 'stage', stage: 'healthy', stageStatus: 'failed' });
    await ctx.enqueue(tx, 'environment.destroy', { environmentId: id });
    await askForAdmission(ctx, tx);
    return true;
  });
  if (taken) ctx.log.warn({ err: error, environmentId: id }, 'A pooled environment was bad; it is replaced.');
}
