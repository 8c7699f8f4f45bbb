import type { Transaction } from '@springboard/db/client.ts';
import { measuredProvisioning } from '@springboard/db/repositories/admission.ts';
import type { ClassRow } from '@springboard/db/repositories/classes.ts';
import { deleteClassDemand, findClassDemand, saveClassDemand } from '@springboard/db/repositories/demands.ts';
import type { Context } from '../context.ts';
import { askForAdmission } from '../environments/admission/ask.ts';
import { poolTurns } from '../environments/admission/decide-pools.ts';
import { poolLeadMs } from '../environments/pools/lead.ts';

/** From the beginning on the pool stays grown for so long, in milliseconds: who could not be started at once still finds one that is ready. */
const keptForMs = 30 * 60_000;
/** No class has the pool grow sooner, in milliseconds: until it begins, all of that is room that nobody uses. */
const longestLeadMs = 2 * 3_600_000;
/** Times are measured of all hours, and many that boot side by side take longer than one. */
const slack = 1.25;

/**
 * How long before a class its pool begins to grow, in milliseconds. `provisionMs`: the measured time of one, undefined when there is none;
 * `atOnce`: how many are made side by side.
 */
export function leadFor(people: number, provisionMs: number | undefined, atOnce: number): number {
  const needed = Math.ceil(people / atOnce) * (provisionMs ?? 0) * slack;
  return Math.min(longestLeadMs, Math.max(poolLeadMs, needed));
}

/** Has the pool hold one for each who is in a class when it begins, in the place of what was wanted for it before. */
export async function wantFromPool(
  ctx: Context,
  tx: Transaction,
  { id, title, startsAt }: Pick<ClassRow, 'id' | 'title' | 'startsAt'>,
  { topology, people }: { readonly topology: string; readonly people: number },
): Promise<void> {
  const provisionMs = (await measuredProvisioning(tx)).get(topology);
  const lead = leadFor(people, provisionMs, poolTurns(ctx.limits.provisioningAtOnce));
  await saveClassDemand(tx, {
    classId: id,
    topology,
    count: people,
    // Whatever is wanted of a pool, it begins to grow by the usual lead before.
    from: new Date(startsAt.getTime() - (lead - poolLeadMs)),
    until: new Date(startsAt.getTime() + keptForMs),
    reason: `Class: ${title}`,
  });
  await askForAdmission(ctx, tx);
}

/** The class begins now, whenever it was planned: what is wanted for it holds from now on. One that an operator took back stays so. */
export async function wantNow(ctx: Context, tx: Transaction, classId: string): Promise<void> {
  const demand = await findClassDemand(tx, classId);
  if (!demand) return;
  const now = ctx.clock().getTime();
  const from = new Date(Math.min(now, demand.from.getTime()));
  await saveClassDemand(tx, { ...demand, classId, from, until: new Date(now + keptForMs) });
  await askForAdmission(ctx, tx);
}

/** The class wants nothing of the pool any more: what is left is taken down, unless something else wants it. */
export async function wantNothing(ctx: Context, tx: Transaction, classId: string): Promise<void> {
  await deleteClassDemand(tx, classId);
  await askForAdmission(ctx, tx);
}
