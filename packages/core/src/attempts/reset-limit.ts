import { countAudited } from '@springboard/db/audit.ts';
import type { Queryable } from '@springboard/db/client.ts';
import type { Context } from '../context.ts';

/**
 * So many fresh environments in place of others somebody gets from the pool within the time, in milliseconds. Further ones are made for them: they
 * wait the seconds that this takes, and what is kept ready stays for everybody else.
 */
const fromPool = { most: 5, withinMs: 3_600_000 };

const replacements = ['environment.reset', 'environment.retry'];

/** Whether the person has had as many environments replaced as the pool gives; call it with the person locked. */
export async function hasDrainedEnough(
  ctx: Pick<Context, 'clock'>,
  tx: Queryable,
  personId: string,
): Promise<boolean> {
  const since = new Date(ctx.clock().getTime() - fromPool.withinMs);
  return (await countAudited(tx, { actor: personId, actions: replacements, since })) >= fromPool.most;
}
