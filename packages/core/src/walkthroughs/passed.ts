import type { Queryable } from '@springboard/db/client.ts';
import { listLabAttempts } from '@springboard/db/repositories/lab-attempts.ts';
import { listPathRows } from '@springboard/db/repositories/paths.ts';
import { PathDefinition } from '@springboard/lab-format/model/path.ts';
import { labStanding } from '../paths/lab-standing.ts';

/** Share of its points from which a lab is passed where no path asks for less. */
const usualPass = 0.7;

/** Whether somebody has passed a lab: finished it with enough points for some path that has it, or with 70 %, and its work is reviewed. */
export async function hasPassed(db: Queryable, personId: string, slug: string): Promise<boolean> {
  const attempts = (await listLabAttempts(db, [personId], [slug])).get(personId)?.get(slug) ?? [];
  if (attempts.length === 0) return false;
  const asked = (await listPathRows(db)).flatMap(({ definition }) =>
    PathDefinition.parse(definition).items.flatMap((item) =>
      item.kind === 'lab' && item.id === slug ? item.pass : [],
    ),
  );
  return labStanding(attempts, Math.min(usualPass, ...asked)).passed !== null;
}
