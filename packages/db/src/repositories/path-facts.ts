import { eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { labVersion } from '../schema/labs.ts';
import { pathDue, pathReading } from '../schema/paths.ts';
import { person } from '../schema/people.ts';
import { anyOf } from './any-of.ts';

/** What these people say they have read. */
export async function listReadings(
  db: Queryable,
  people: readonly string[],
): Promise<(typeof pathReading.$inferSelect)[]> {
  if (people.length === 0) return [];
  return db.select().from(pathReading).where(anyOf(pathReading.personId, people));
}

/** Due dates of these people that were moved, with the name of who did it. */
export async function listMovedDues(
  db: Queryable,
  people: readonly string[],
): Promise<(typeof pathDue.$inferSelect & { readonly by: string | null })[]> {
  if (people.length === 0) return [];
  const rows = await db
    .select({ due: pathDue, by: person.name })
    .from(pathDue)
    .leftJoin(person, eq(person.id, pathDue.movedBy))
    .where(anyOf(pathDue.personId, people));
  return rows.map(({ due, by }) => ({ ...due, by }));
}

/** What paths and frames of pages show of a lab. */
export interface LabFacts {
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  readonly level: 'beginner' | 'intermediate' | 'advanced';
  readonly skills: readonly string[];
  /** Those who have passed it may review what others write in it. */
  readonly asksPeers: boolean;
}

/** Of these versions of labs, in one query: definitions with all their scripts are far larger. */
export async function listLabFacts(
  db: Queryable,
  versionIds: readonly string[],
): Promise<(LabFacts & { readonly versionId: string })[]> {
  if (versionIds.length === 0) return [];
  const fact = <T>(name: string) => sql<T>`${labVersion.definition} -> ${sql.raw(`'${name}'`)}`;
  return db
    .select({
      versionId: labVersion.id,
      slug: labVersion.slug,
      title: fact<string>('title'),
      minutes: fact<number>('minutes'),
      level: fact<LabFacts['level']>('level'),
      skills: fact<string[]>('skills'),
      asksPeers: sql<boolean>`jsonb_path_exists(${labVersion.definition}, '$.tasks[*] ? (@.review == "peer")')`,
    })
    .from(labVersion)
    .where(inArray(labVersion.id, [...versionIds]));
}
