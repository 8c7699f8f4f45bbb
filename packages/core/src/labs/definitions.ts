import type { Queryable } from '@springboard/db/client.ts';
import { Lru } from '@springboard/db/lru.ts';
import { findLabVersion } from '@springboard/db/repositories/labs.ts';
import { LabDefinition } from '@springboard/lab-format/model.ts';

const cache = new Lru<string, LabDefinition>(200);

/** The lab as an attempt began with it. Versions never change, so they are read once. */
export async function loadDefinition(db: Queryable, labVersionId: string): Promise<LabDefinition> {
  const known = cache.get(labVersionId);
  if (known) return known;
  const row = await findLabVersion(db, labVersionId);
  if (!row) throw new Error(`Lab version ${labVersionId} is not in the database.`);
  const definition = LabDefinition.parse(row.definition);
  cache.set(labVersionId, definition);
  return definition;
}

export function maxScoreOf(definition: LabDefinition): number {
  return definition.tasks.reduce((sum, task) => sum + task.points, 0);
}
