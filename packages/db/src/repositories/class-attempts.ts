import { openHelpStates } from '@springboard/contracts/help.ts';
import { and, asc, count, desc, eq, gte, inArray, isNull, lte, ne, or } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { attempt } from '../schema/attempts.ts';
import { classes, classMember } from '../schema/classes.ts';
import { environment } from '../schema/environments.ts';
import { helpRequest } from '../schema/help.ts';
import { person } from '../schema/people.ts';
import { type AttemptRow, changeAttempt } from './attempts.ts';
import type { ClassRow, NamedClass } from './classes.ts';

/**
 * Of each of these people the attempt at the class's lab: the one under way, or else the last one that was under way in the time of the class. While it
 * is planned: only what is under way.
 */
export async function listClassAttempts(
  db: Queryable,
  { slug, state, openedAt, endedAt }: Pick<ClassRow, 'slug' | 'state' | 'openedAt' | 'endedAt'>,
  people: readonly string[],
): Promise<AttemptRow[]> {
  if (people.length === 0) return [];
  const active = eq(attempt.state, 'active');
  return db
    .selectDistinctOn([attempt.personId])
    .from(attempt)
    .where(
      and(
        inArray(attempt.personId, [...people]),
        eq(attempt.slug, slug),
        eq(attempt.preview, false),
        openedAt === null ? active : or(isNull(attempt.finishedAt), gte(attempt.finishedAt, openedAt)),
        state === 'ended' && endedAt !== null ? lte(attempt.startedAt, endedAt) : undefined,
      ),
    )
    .orderBy(asc(attempt.personId), desc(attempt.startedAt));
}

/** State and place in the queue of those of `ids` that have a row. */
export async function findEnvironmentStates(db: Queryable, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>();
  const rows = await db
    .select({ id: environment.id, state: environment.state, queue: environment.queue })
    .from(environment)
    .where(inArray(environment.id, [...ids]));
  return new Map(rows.map(({ id, ...one }) => [id, one]));
}

/** How many questions of each of these attempts wait or are taken. */
export async function countOpenQuestions(
  db: Queryable,
  attempts: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (attempts.length === 0) return new Map();
  const rows = await db
    .select({ attemptId: helpRequest.attemptId, open: count() })
    .from(helpRequest)
    .where(
      and(inArray(helpRequest.attemptId, [...attempts]), inArray(helpRequest.state, [...openHelpStates])),
    )
    .groupBy(helpRequest.attemptId);
  return new Map(rows.map(({ attemptId, open }) => [attemptId, open]));
}

/** The open class that an attempt belongs to: of its person and at its lab, the one that began last. Previews and what is over belong to none. */
export async function findOpenClassOf(
  db: Queryable,
  { personId, slug, state, preview }: Pick<AttemptRow, 'personId' | 'slug' | 'state' | 'preview'>,
): Promise<Pick<ClassRow, 'id' | 'title'> | undefined> {
  if (state !== 'active' || preview) return undefined;
  const [row] = await db
    .select({ id: classes.id, title: classes.title })
    .from(classMember)
    .innerJoin(classes, eq(classes.id, classMember.classId))
    .where(and(eq(classMember.personId, personId), eq(classes.slug, slug), eq(classes.state, 'open')))
    .orderBy(desc(classes.openedAt))
    .limit(1);
  return row;
}

/** Pushes the workspaces of all who are at the class's lab: what they show of it has changed. */
export async function announceToClass(tx: Transaction, classId: string): Promise<void> {
  const rows = await tx
    .select({ id: attempt.id })
    .from(attempt)
    .innerJoin(classMember, eq(classMember.personId, attempt.personId))
    .innerJoin(classes, and(eq(classes.id, classMember.classId), eq(classes.slug, attempt.slug)))
    .where(and(eq(classes.id, classId), eq(attempt.state, 'active'), eq(attempt.preview, false)))
    // In one order, as everything locks them, so that none waits for the other.
    .orderBy(asc(attempt.id))
    .for('update', { of: attempt });
  for (const { id } of rows) await changeAttempt(tx, id);
}

/** Classes that somebody is in and that have not ended, the next one first, with their own attempt at the lab that is under way. */
export async function listClassesOf(
  db: Queryable,
  personId: string,
): Promise<(NamedClass & { readonly attemptId: string | null })[]> {
  const rows = await db
    .select({ row: classes, ownerName: person.name, attemptId: attempt.id })
    .from(classMember)
    .innerJoin(classes, eq(classes.id, classMember.classId))
    .leftJoin(person, eq(person.id, classes.ownerId))
    .leftJoin(
      attempt,
      and(
        eq(attempt.personId, classMember.personId),
        eq(attempt.slug, classes.slug),
        eq(attempt.state, 'active'),
        eq(attempt.preview, false),
      ),
    )
    .where(and(eq(classMember.personId, personId), ne(classes.state, 'ended')))
    .orderBy(asc(classes.startsAt), asc(classes.id));
  return rows.map(({ row, ownerName, attemptId }) => ({ ...row, ownerName, attemptId }));
}
