import type { WalkthroughDraft } from '@springboard/contracts/walkthroughs.ts';
import { and, asc, avg, count, desc, eq, gte, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Database, Queryable, Transaction } from '../client.ts';
import { person } from '../schema/people.ts';
import { walkthrough, walkthroughRating } from '../schema/walkthroughs.ts';
import { anyOf } from './any-of.ts';

export type WalkthroughRow = typeof walkthrough.$inferSelect;
/** With the name of its author. */
export type NamedWalkthrough = WalkthroughRow & { readonly author: string };

export async function findWalkthrough(db: Queryable, id: string): Promise<NamedWalkthrough | undefined> {
  const [row] = await named(db).where(eq(walkthrough.id, id));
  return row && { ...row.walkthrough, author: row.author };
}

/** The row, locked until the transaction ends. */
export async function lockWalkthrough(tx: Transaction, id: string): Promise<WalkthroughRow | undefined> {
  const [row] = await tx.select().from(walkthrough).where(eq(walkthrough.id, id)).for('update');
  return row;
}

/** Those of a lab that are published, hidden ones too, the newest first. */
export async function listPublishedOf(db: Queryable, slug: string): Promise<NamedWalkthrough[]> {
  const rows = await named(db)
    .where(and(eq(walkthrough.slug, slug), isNotNull(walkthrough.publishedAt)))
    .orderBy(desc(walkthrough.publishedAt), desc(walkthrough.id));
  return rows.map((row) => ({ ...row.walkthrough, author: row.author }));
}

/** Somebody's own of a lab, or of all labs, what was worked on last first. */
export async function listWalkthroughsBy(
  db: Queryable,
  personId: string,
  slug?: string,
): Promise<WalkthroughRow[]> {
  return db
    .select()
    .from(walkthrough)
    .where(
      and(eq(walkthrough.personId, personId), slug === undefined ? undefined : eq(walkthrough.slug, slug)),
    )
    .orderBy(desc(walkthrough.savedAt), desc(walkthrough.id));
}

export async function insertWalkthrough(
  tx: Queryable,
  row: Pick<WalkthroughRow, 'slug' | 'personId' | 'attemptId' | 'draft' | 'savedAt'>,
): Promise<string> {
  const [inserted] = await tx.insert(walkthrough).values(row).returning({ id: walkthrough.id });
  if (!inserted) throw new Error('the walk-through was not inserted');
  return inserted.id;
}

/** Saves a draft that goes on from this revision; false where another save came before. */
export async function saveWalkthroughDraft(
  tx: Queryable,
  {
    id,
    personId,
    revision,
    draft,
    savedAt,
  }: Pick<WalkthroughRow, 'id' | 'personId' | 'revision' | 'savedAt'> & { draft: WalkthroughDraft },
): Promise<boolean> {
  const rows = await tx
    .update(walkthrough)
    .set({ draft, savedAt, revision: revision + 1 })
    .where(
      and(eq(walkthrough.id, id), eq(walkthrough.personId, personId), eq(walkthrough.revision, revision)),
    )
    .returning({ id: walkthrough.id });
  return rows.length > 0;
}

export async function setWalkthrough(
  tx: Queryable,
  id: string,
  set: Partial<
    Pick<
      WalkthroughRow,
      'published' | 'publishedRevision' | 'publishedAt' | 'hiddenAt' | 'hiddenBy' | 'hiddenReason'
    >
  >,
): Promise<void> {
  await tx.update(walkthrough).set(set).where(eq(walkthrough.id, id));
}

export async function deleteWalkthrough(tx: Queryable, id: string): Promise<void> {
  await tx.delete(walkthrough).where(eq(walkthrough.id, id));
}

/** Ids of all that others may see, or may see again. */
export async function listPublishedIds(db: Queryable): Promise<string[]> {
  const rows = await db
    .select({ id: walkthrough.id })
    .from(walkthrough)
    .where(isNotNull(walkthrough.publishedAt));
  return rows.map(({ id }) => id);
}

export type RatingRow = typeof walkthroughRating.$inferSelect;

/** What was said of these, those of who found it most helpful first. */
export async function listRatings(db: Queryable, ids: readonly string[]): Promise<RatingRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(walkthroughRating)
    .where(sql`${walkthroughRating.walkthroughId} = any(${sql.param([...ids])}::uuid[])`)
    .orderBy(desc(walkthroughRating.stars), walkthroughRating.text);
}

/** Stores what somebody says now; true when they had said nothing before. */
export async function saveRating(tx: Queryable, row: RatingRow): Promise<boolean> {
  const { stars, text, ratedAt } = row;
  const [saved] = await tx
    .insert(walkthroughRating)
    .values(row)
    .onConflictDoUpdate({
      target: [walkthroughRating.walkthroughId, walkthroughRating.personId],
      set: { stars, text, ratedAt },
    })
    .returning({ isNew: sql<boolean>`xmax = 0` });
  return saved?.isNew ?? false;
}

/** What people have taught in a time: what of theirs was published, also again after it was withdrawn, and what was rated. Hidden ones are left out. */
export async function listTaughtIn(
  db: Database,
  people: readonly string[],
  { from, until }: { readonly from: Date; readonly until: Date },
) {
  const { id, slug, personId, published, publishedAt, hiddenAt } = walkthrough;
  const title = sql<string>`${published} ->> 'title'`;
  const shown = and(anyOf(personId, people), isNotNull(publishedAt), isNull(hiddenAt));
  const { ratedAt, stars } = walkthroughRating;
  const [firstPublished, rated] = await Promise.all([
    db
      .select({ personId, slug, title })
      .from(walkthrough)
      .where(and(shown, gte(publishedAt, from), lt(publishedAt, until)))
      .orderBy(asc(publishedAt), asc(id)),
    db
      .select({ personId, title, ratings: count(), stars: avg(stars).mapWith(Number) })
      .from(walkthroughRating)
      .innerJoin(walkthrough, eq(id, walkthroughRating.walkthroughId))
      .where(and(shown, gte(ratedAt, from), lt(ratedAt, until)))
      .groupBy(id)
      .orderBy(desc(count()), asc(id)),
  ]);
  return { published: firstPublished, rated };
}

/** What somebody has said of walk-throughs. */
export async function listRatingsBy(db: Queryable, personId: string): Promise<RatingRow[]> {
  return db.select().from(walkthroughRating).where(eq(walkthroughRating.personId, personId));
}

function named(db: Queryable) {
  return db
    .select({ walkthrough, author: person.name })
    .from(walkthrough)
    .innerJoin(person, eq(person.id, walkthrough.personId));
}
