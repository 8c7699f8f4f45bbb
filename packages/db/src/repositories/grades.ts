import { and, desc, eq, gte } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { attempt } from '../schema/attempts.ts';
import { person } from '../schema/people.ts';
import type { AttemptRow } from './attempts.ts';
import { isOf, type Whose } from './whose.ts';

/** Attempts with whose they are, newest first, without previews; at most `limit`. */
export async function listAttemptsOfPeople(
  db: Queryable,
  wanted: { whose: Whose; slug?: string | undefined; since?: Date | undefined },
  limit: number,
): Promise<{ attempt: AttemptRow; name: string; email: string }[]> {
  const { whose, slug, since } = wanted;
  return db
    .select({ attempt, name: person.name, email: person.email })
    .from(attempt)
    .innerJoin(person, eq(person.id, attempt.personId))
    .where(
      and(
        eq(attempt.preview, false),
        isOf(db, attempt.personId, whose),
        slug === undefined ? undefined : eq(attempt.slug, slug),
        since === undefined ? undefined : gte(attempt.startedAt, since),
      ),
    )
    .orderBy(desc(attempt.startedAt), desc(attempt.id))
    .limit(limit);
}
