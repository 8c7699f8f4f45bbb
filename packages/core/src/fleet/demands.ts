import type { Actor } from '@springboard/contracts/actor.ts';
import type { DemandView, NewDemand } from '@springboard/contracts/demands.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import { type DemandRow, deleteDemand, insertDemand } from '@springboard/db/repositories/demands.ts';
import { authorize, notFound } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { askForAdmission } from '../environments/admission/ask.ts';

/**
 * Says that so many environments of a topology will be wanted in a time: its pool grows for it shortly before, and shrinks when that is
 * over. Errors: `not-found` for a topology that is not here, `invalid-input` when it is over already.
 */
export async function addDemand(
  ctx: Context,
  actor: Actor,
  topology: string,
  wanted: NewDemand,
): Promise<DemandView> {
  authorize(actor, 'pool.manage');
  if (!ctx.topology(topology)) throw notFound('topology');
  const { count, reason } = wanted;
  const [from, until] = [new Date(wanted.from), new Date(wanted.until)];
  if (until <= ctx.clock()) throw isOver();
  return ctx.db.transaction(async (tx) => {
    const row = await insertDemand(tx, { topology, count, from, until, reason });
    const detail = { demand: row.id, count, from: row.from, until: row.until, reason };
    await audit(tx, actor, 'pool.demand', { kind: 'pool', id: topology }, detail);
    await askForAdmission(ctx, tx);
    await notifyChange(tx, { kind: 'fleet' });
    return demandView(row);
  });
}

/** Takes a demand back; what its pool has grown for it goes when nothing else wants it. Errors: `not-found`, also when it is over. */
export async function forgetDemand(ctx: Context, actor: Actor, id: string): Promise<void> {
  authorize(actor, 'pool.manage');
  await ctx.db.transaction(async (tx) => {
    const row = await deleteDemand(tx, id, ctx.clock());
    if (!row) throw notFound('demand');
    const { topology, count, from, until, reason } = row;
    const detail = { demand: id, count, from, until, reason };
    await audit(tx, actor, 'pool.forget', { kind: 'pool', id: topology }, detail);
    await askForAdmission(ctx, tx);
    await notifyChange(tx, { kind: 'fleet' });
  });
}

export function demandView({ id, count, from, until, reason }: DemandRow): DemandView {
  return { id, count, from: from.toISOString(), until: until.toISOString(), reason };
}

function isOver(): ProblemError {
  return new ProblemError('invalid-input', 'That time is over', {
    detail: 'The time in which they are wanted ends before now. Nothing was changed.',
    remedy: 'Check the day and the time zone.',
    errors: [{ path: 'until', message: 'must be in the future' }],
  });
}
