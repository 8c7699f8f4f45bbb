import type { ItemOf } from '@springboard/contracts/timeline.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { countRunsIn, listRunGroups, type TimeRange } from '@springboard/db/repositories/timeline.ts';

/** Up to so many runs each is an item of its own; a page can draw and list that. */
export const mostSingleRuns = 1_500;
/** More of them are put together in so many steps of the range: about what a wide screen can tell apart. */
const steps = 400;

/** The runs of checks that began in a range, and how fine: null where each is its own. */
export async function checkItems(
  tx: Transaction,
  attemptId: string,
  range: TimeRange,
): Promise<{ items: ItemOf<'check'>[]; resolutionMs: number | null }> {
  const runs = await countRunsIn(tx, attemptId, range);
  const length = range.until.getTime() - range.from.getTime();
  const resolutionMs = runs <= mostSingleRuns ? null : Math.max(1, Math.ceil(length / steps));
  const groups = await listRunGroups(tx, attemptId, range, resolutionMs);
  const items = groups.map(
    ({ at, until, ...group }): ItemOf<'check'> => ({
      ...group,
      id: `check-${group.runId}`,
      kind: 'check',
      at: at.toISOString(),
      until: until.toISOString(),
      goesOn: false,
    }),
  );
  return { items, resolutionMs };
}
