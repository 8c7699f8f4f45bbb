import { eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { lab, labVersion } from '../schema/labs.ts';
import { pathDue, pathReading } from '../schema/paths.ts';
import { person } from '../schema/people.ts';

/** A lab of a path, and the share of its points from which it is done. */
export interface WantedLab {
  readonly pathId: string;
  readonly slug: string;
  readonly pass: number;
}

/** What somebody's attempts at a lab come to, without previews. */
export interface LabStandingRow {
  readonly personId: string;
  readonly pathId: string;
  readonly slug: string;
  readonly attempts: number;
  readonly activeId: string | null;
  readonly bestId: string | null;
  readonly bestScore: number | null;
  readonly bestMaxScore: number | null;
  /** The first finished attempt with enough points whose work is reviewed, and its end. */
  readonly passedId: string | null;
  readonly passedAt: Date | null;
  /** Work of a finished attempt waits for a reviewer, or was returned for another version. */
  readonly waiting: boolean;
  readonly returned: boolean;
}

/** Attempts with work of which no version is reviewed yet, and whose turn it is. */
export const openWork = sql`
  select s.attempt_id, bool_or(s.state = 'handed_in') as waiting, bool_or(s.state = 'returned') as returned
  from submission s
  where s.state <> 'reviewed' and not exists (
    select from submission later
    where later.attempt_id = s.attempt_id and later.task_id = s.task_id and later.version > s.version
  )
  group by s.attempt_id`;

/**
 * In one query for any number of people: each pair of a person and a path, times the labs of that path. What was never tried has no row.
 * Points are kept to 0.01, hence the half of that where a share of them is compared.
 */
export async function listLabStandings(
  db: Queryable,
  on: readonly { readonly personId: string; readonly pathId: string }[],
  labs: readonly WantedLab[],
): Promise<LabStandingRow[]> {
  if (on.length === 0 || labs.length === 0) return [];
  const column = <T>(values: readonly T[]) => sql.param([...values]);
  const { rows } = await db.execute<
    Omit<LabStandingRow, 'passedAt'> & { readonly passedAt: number | null }
  >(sql`
    with wanted as (
      select who.person_id, lab.path_id, lab.slug, lab.pass
      from unnest(${column(on.map((one) => one.personId))}::text[], ${column(on.map((one) => one.pathId))}::text[])
        as who (person_id, path_id)
      join unnest(
        ${column(labs.map((one) => one.pathId))}::text[],
        ${column(labs.map((one) => one.slug))}::text[],
        ${column(labs.map((one) => one.pass))}::float8[]
      ) as lab (path_id, slug, pass) using (path_id)
    ),
    open_work as (${openWork})
    select
      w.person_id as "personId", w.path_id as "pathId", w.slug,
      count(*)::int as attempts,
      (array_agg(a.id) filter (where a.state = 'active'))[1] as "activeId",
      (array_agg(a.id order by a.score / nullif(a.max_score, 0) desc nulls last, a.number)
        filter (where a.state = 'finished'))[1] as "bestId",
      (array_agg(a.score order by a.score / nullif(a.max_score, 0) desc nulls last, a.number)
        filter (where a.state = 'finished'))[1] as "bestScore",
      (array_agg(a.max_score order by a.score / nullif(a.max_score, 0) desc nulls last, a.number)
        filter (where a.state = 'finished'))[1] as "bestMaxScore",
      (array_agg(a.id order by a.finished_at) filter (where
        a.state = 'finished' and a.score >= w.pass * a.max_score - 0.005 and o.attempt_id is null))[1] as "passedId",
      (extract(epoch from min(a.finished_at) filter (where
        a.state = 'finished' and a.score >= w.pass * a.max_score - 0.005 and o.attempt_id is null)) * 1000)::float8
        as "passedAt",
      coalesce(bool_or(o.waiting) filter (where a.state = 'finished'), false) as waiting,
      coalesce(bool_or(o.returned) filter (where a.state = 'finished'), false) as returned
    from wanted w
    join attempt a on a.person_id = w.person_id and a.slug = w.slug and not a.preview
    left join open_work o on o.attempt_id = a.id
    group by w.person_id, w.path_id, w.slug`);
  return rows.map(({ passedAt, ...row }) => ({
    ...row,
    passedAt: passedAt === null ? null : new Date(passedAt),
  }));
}

/** What these people say they have read. */
export async function listReadings(
  db: Queryable,
  people: readonly string[],
): Promise<(typeof pathReading.$inferSelect)[]> {
  if (people.length === 0) return [];
  return db
    .select()
    .from(pathReading)
    .where(inArray(pathReading.personId, [...people]));
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
    .where(inArray(pathDue.personId, [...people]));
  return rows.map(({ due, by }) => ({ ...due, by }));
}

/** What a path shows of a lab. */
export interface LabFacts {
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  readonly level: 'beginner' | 'intermediate' | 'advanced';
  readonly skills: readonly string[];
}

/** Of every published lab, in one query: definitions with all their scripts are far larger. */
export async function listLabFacts(db: Queryable): Promise<LabFacts[]> {
  const fact = <T>(name: string) => sql<T>`${labVersion.definition} -> ${sql.raw(`'${name}'`)}`;
  return db
    .select({
      slug: lab.slug,
      title: fact<string>('title'),
      minutes: fact<number>('minutes'),
      level: fact<LabFacts['level']>('level'),
      skills: fact<string[]>('skills'),
    })
    .from(lab)
    .innerJoin(labVersion, eq(labVersion.id, lab.versionId))
    .where(isNull(lab.withdrawnAt));
}
