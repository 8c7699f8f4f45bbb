import { sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';

/** A walk-through that somebody has published, as their path sees it. */
export interface TaughtRow {
  readonly personId: string;
  readonly slug: string;
  readonly publishedAt: Date;
  readonly hidden: boolean;
  /** When those who found it helpful (4 or 5) said so, the first first. */
  readonly helpfulAt: readonly Date[];
}

/** Walk-throughs of these labs that these people have published: one query for any number of them. */
export async function listTaught(
  db: Queryable,
  people: readonly string[],
  slugs: readonly string[],
): Promise<TaughtRow[]> {
  if (people.length === 0 || slugs.length === 0) return [];
  const { rows } = await db.execute<
    Omit<TaughtRow, 'publishedAt' | 'helpfulAt'> & {
      readonly publishedAt: number;
      readonly helpfulAt: number[];
    }
  >(sql`
    select w.person_id as "personId", w.slug, w.hidden_at is not null as hidden,
      (extract(epoch from w.published_at) * 1000)::float8 as "publishedAt",
      array(
        select (extract(epoch from r.rated_at) * 1000)::float8 from walkthrough_rating r
        where r.walkthrough_id = w.id and r.stars >= 4 order by r.rated_at
      ) as "helpfulAt"
    from walkthrough w
    where w.published_at is not null
      and w.person_id = any(${sql.param([...people])}::text[]) and w.slug = any(${sql.param([...slugs])}::text[])
    order by w.published_at`);
  return rows.map((row) => ({
    ...row,
    publishedAt: new Date(row.publishedAt),
    helpfulAt: row.helpfulAt.map((at) => new Date(at)),
  }));
}
