import { and, desc, eq, gte, ilike, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { attempt, environmentOfAttempt } from '../schema/attempts.ts';
import { apiToken, person, sshKey } from '../schema/people.ts';
import { asWords, auditEvent, auditWords } from '../schema/platform.ts';
import { anyOf } from './any-of.ts';
import { isOf, type Whose } from './whose.ts';

export type AuditRow = typeof auditEvent.$inferSelect;

/** What is somebody's: ids of subjects that the record may name, by their kind; null where they are so many that each line is asked whose it is. */
export interface Belongings {
  readonly people: readonly string[];
  readonly subjects: ReadonlyMap<string, readonly string[]> | null;
}

/**
 * So many attempts are looked for by their ids in the index of subjects. People with more have so many lines that a page of them is found soon by
 * going through the record, while tens of thousands of ids take longer to send than to find.
 */
const mostSought = 1_000;

export interface AuditSearch {
  /** What these people did, and what was done to what is theirs; each of several holds. */
  readonly about: readonly Belongings[];
  /** Exact, or with a dot at its end the beginning of it. */
  readonly action?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  /** Words that all have to be in a line; or who did it is one of `people`. */
  readonly words?: { readonly text: string; readonly people: readonly string[] } | undefined;
  /** Id of the last line already seen. */
  readonly before?: number | undefined;
}

/** Lines of the record, newest first. */
export async function searchAudit(db: Queryable, search: AuditSearch, limit: number): Promise<AuditRow[]> {
  return auditStatement(db, search, limit);
}

/** The statement that `searchAudit` asks with: each way to narrow the record down has an index of its own. */
export function auditStatement(db: Queryable, search: AuditSearch, limit: number) {
  const { action, subjectKind, subjectId, from, until, words, before } = search;
  const { at, id } = auditEvent;
  return db
    .select()
    .from(auditEvent)
    .where(
      and(
        ...search.about.map(isAbout),
        action === undefined ? undefined : actionIs(action),
        subjectKind === undefined ? undefined : eq(auditEvent.subjectKind, subjectKind),
        subjectId === undefined ? undefined : eq(auditEvent.subjectId, subjectId),
        from === undefined ? undefined : gte(at, from),
        until === undefined ? undefined : lt(at, until),
        words === undefined ? undefined : or(hasWords(words.text), inPeople(words.people)),
        before === undefined
          ? undefined
          : sql`(${at}, ${id}) < (select b.at, b.id from ${auditEvent} b where b.id = ${before})`,
      ),
    )
    .orderBy(desc(at), desc(id))
    .limit(limit);
}

function isAbout({ people, subjects }: Belongings): SQL {
  if (subjects === null)
    return or(inPeople(people), sql`${ownerOfLine} = any(${sql.param([...people])}::text[])`) ?? sql`false`;
  const theirs = [...subjects]
    .filter(([, ids]) => ids.length > 0)
    .map(([kind, ids]) => and(eq(auditEvent.subjectKind, kind), anyOf(auditEvent.subjectId, ids)));
  return or(inPeople(people), ...theirs) ?? sql`false`;
}

function inPeople(people: readonly string[]): SQL {
  return people.length === 0 ? sql`false` : anyOf(auditEvent.actor, people);
}

const subjectUuid = sql`case when ${auditEvent.subjectId} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then ${auditEvent.subjectId}::uuid end`;

/** Whose the subject of a line is; null where it is nobody's. */
const ownerOfLine = sql`case ${auditEvent.subjectKind}
  when 'person' then ${auditEvent.subjectId}
  when 'attempt' then (select a.person_id from attempt a where a.id = ${subjectUuid})
  when 'environment' then (
    select a.person_id from environment_of_attempt o join attempt a on a.id = o.attempt_id
    where o.environment_id = ${subjectUuid} limit 1)
  when 'api-token' then (select t.person_id from api_token t where t.id = ${subjectUuid})
  when 'ssh-key' then (select k.person_id from ssh_key k where k.id = ${subjectUuid}) end`;

function actionIs(action: string): SQL | undefined {
  if (!action.endsWith('.')) return eq(auditEvent.action, action);
  // The character after the dot: a range that the index knows in any collation of these plain names.
  return and(gte(auditEvent.action, action), lt(auditEvent.action, `${action.slice(0, -1)}/`));
}

/** Each word in its own place, what joins its parts left out; the last may be a beginning. */
function hasWords(text: string): SQL {
  const terms = text.split(/\s+/).filter((term) => term !== '');
  const queries = terms.map((term, index) => {
    const phrase = sql`phraseto_tsquery('simple', ${asWords(sql`${term}::text`)})`;
    return index < terms.length - 1 ? phrase : sql`(nullif(${phrase}::text, '') || ':*')::tsquery`;
  });
  return sql`${auditWords(auditEvent)} @@ (${sql.join(queries, sql` && `)})`;
}

/** What belongs to these people, for `searchAudit`. */
export async function findBelongings(db: Queryable, people: readonly string[]): Promise<Belongings> {
  if (people.length === 0) return { people, subjects: new Map() };
  const ids = [...people];
  const attempts = await db
    .select({ id: attempt.id })
    .from(attempt)
    .where(anyOf(attempt.personId, people))
    .orderBy(attempt.personId, attempt.startedAt)
    .limit(mostSought + 1);
  if (attempts.length > mostSought) return { people, subjects: null };
  const environments = await db
    .selectDistinct({ id: environmentOfAttempt.environmentId })
    .from(environmentOfAttempt)
    .where(
      inArray(
        environmentOfAttempt.attemptId,
        attempts.map(({ id }) => id),
      ),
    );
  const tokens = await db.select({ id: apiToken.id }).from(apiToken).where(inArray(apiToken.personId, ids));
  const keys = await db.select({ id: sshKey.id }).from(sshKey).where(inArray(sshKey.personId, ids));
  const list = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  return {
    people,
    subjects: new Map([
      ['person', ids],
      ['attempt', list(attempts)],
      ['environment', list(environments)],
      ['api-token', list(tokens)],
      ['ssh-key', list(keys)],
    ]),
  };
}

/** People whose name or address has this in it; of very many the first. */
export async function findPeopleByName(db: Queryable, text: string, most: number): Promise<string[]> {
  const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await db
    .select({ id: person.id })
    .from(person)
    .where(or(ilike(person.name, like), ilike(person.email, like)))
    .limit(most);
  return rows.map(({ id }) => id);
}

/** Ids of all these people, of those who have left, too. */
export async function findPeopleOf(db: Queryable, whose: Whose): Promise<string[]> {
  const rows = await db
    .select({ id: person.id })
    .from(person)
    .where(isOf(db, person.id, whose));
  return rows.map(({ id }) => id);
}

/** Names of people by their ids, of those who have left, too. */
export async function namesOf(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Whose attempts these are, and at which lab. */
export async function ownersOf(
  db: Queryable,
  attemptIds: readonly string[],
): Promise<Map<string, { personId: string; slug: string }>> {
  if (attemptIds.length === 0) return new Map();
  const rows = await db
    .select({ id: attempt.id, personId: attempt.personId, slug: attempt.slug })
    .from(attempt)
    .where(inArray(attempt.id, [...attemptIds]));
  return new Map(rows.map(({ id, ...owner }) => [id, owner]));
}

/** The same of the attempts that these environments belong or belonged to. */
export async function ownersOfEnvironments(
  db: Queryable,
  environmentIds: readonly string[],
): Promise<Map<string, { personId: string; slug: string }>> {
  if (environmentIds.length === 0) return new Map();
  const rows = await db
    .select({ id: environmentOfAttempt.environmentId, personId: attempt.personId, slug: attempt.slug })
    .from(environmentOfAttempt)
    .innerJoin(attempt, eq(attempt.id, environmentOfAttempt.attemptId))
    .where(inArray(environmentOfAttempt.environmentId, [...environmentIds]));
  return new Map(rows.map(({ id, ...owner }) => [id, owner]));
}

/** Every action that the record knows: one step of the index for each, however long the record is. */
export async function listAuditActions(db: Queryable): Promise<string[]> {
  const { rows } = await db.execute<{ action: string }>(sql`
    with recursive known as (
      (select action from audit_event order by action limit 1)
      union all
      select (select action from audit_event a where a.action > known.action order by a.action limit 1)
      from known where known.action is not null)
    select action from known where action is not null`);
  return rows.map(({ action }) => action);
}
