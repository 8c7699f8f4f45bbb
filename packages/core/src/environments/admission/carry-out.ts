import type { AdmissionRow } from '@springboard/db/repositories/admission.ts';
import { countForPool } from '@springboard/db/repositories/pools.ts';
import { system } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { assess } from '../../labs/availability.ts';
import { insertPooled, planEnvironment } from '../create.ts';
import { transition } from '../machine.ts';
import { releaseEnvironment } from '../release.ts';
import { giveFromPool } from './claim.ts';
import { recordWait } from './queue-stage.ts';
import type { Seen } from './seen.ts';
import type { Action } from './state.ts';

/** One that is being looked after is not given out for that again within this, in milliseconds. */
const careAgainMs = 30_000;
const cared = new WeakMap<Context['db'], Map<string, number>>();

/** Does one thing that was decided, in a transaction of its own; nothing when what it was decided by is not so any more. */
export async function carryOut(ctx: Context, action: Action, { rows, state }: Seen): Promise<void> {
  switch (action.kind) {
    case 'claim':
    case 'adopt':
      await giveFromPool(ctx, action);
      return;
    case 'admit': {
      const row = rows.find((one) => one.id === action.requestId);
      const pool = state.pools.find((one) => one.topology === row?.topology);
      // Who is to have one made anew did not come to the pool for it.
      if (row) await admitOne(ctx, row, (pool?.wanted ?? 0) > 0 && row.claimedAt === null);
      return;
    }
    case 'make':
      return makeForPool(ctx, action.topology);
    case 'release':
      await ctx.db.transaction((tx) =>
        releaseEnvironment(ctx, tx, action.environmentId, {
          from: ['pooled', 'provisioning'],
          reason: action.reason,
          actor: system,
        }),
      );
      return;
    case 'care':
      return giveOutCare(ctx, action.environmentId);
  }
}

async function admitOne(ctx: Context, row: AdmissionRow, missed: boolean): Promise<void> {
  const { id } = row;
  const now = ctx.clock();
  await ctx.db.transaction(async (tx) => {
    const edge = { from: ['queued'], to: 'provisioning', reason: 'admitted', actor: system } as const;
    if (!(await transition(tx, { id, ...edge, set: { queue: null, problem: null } }, now))) return;
    await recordWait(tx, id, { requestedAt: row.createdAt, now });
    if (missed) await countForPool(tx, row.topology, 'misses');
    await ctx.enqueue(tx, 'environment.provision', { environmentId: id });
  });
}

async function makeForPool(ctx: Context, topology: string): Promise<void> {
  const { ground } = await assess(ctx, topology);
  if (!ground) return;
  const plan = await planEnvironment(ctx, ground.topology, ground.images);
  await ctx.db.transaction((tx) => insertPooled(ctx, tx, plan));
}

/** Under an id of its own: a claim must not collapse into what is under way for the pool. */
async function giveOutCare(ctx: Context, id: string): Promise<void> {
  const known = cared.get(ctx.db) ?? new Map<string, number>();
  cared.set(ctx.db, known);
  const now = ctx.clock().getTime();
  for (const [other, at] of known) if (now - at >= careAgainMs) known.delete(other);
  if (known.has(id)) return;
  known.set(id, now);
  await ctx.enqueue(ctx.db, 'environment.provision', { environmentId: id }, { jobId: `${id}.care` });
}
