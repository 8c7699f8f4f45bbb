import type { Queryable } from '@springboard/db/client.ts';
import { listAssigned, listPathRows } from '@springboard/db/repositories/paths.ts';
import { PathDefinition } from '@springboard/lab-format/model/path.ts';

/** Whether a path that somebody is on asks for two reviewers of what they hand in in this lab. */
export async function asksForSecond(db: Queryable, personId: string, slug: string): Promise<boolean> {
  const assigned = await listAssigned(db, 'everybody', [personId]);
  if (assigned.length === 0) return false;
  const rows = await listPathRows(db, [...new Set(assigned.map(({ pathId }) => pathId))]);
  return rows.some(({ definition }) =>
    PathDefinition.parse(definition).items.some(
      (item) => item.kind === 'lab' && item.id === slug && item.secondReviewer,
    ),
  );
}
