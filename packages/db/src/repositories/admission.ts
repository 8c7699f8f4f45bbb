import type { Course, EnvironmentState } from '@springboard/contracts/environments.ts';
import { changeChannel } from '@springboard/contracts/notifications.ts';
import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { attempt } from '../schema/attempts.ts';
import { environment, environmentEvent } from '../schema/environments.ts';
import { teamMember } from '../schema/people.ts';
import { attemptStates } from './environments.ts';

export type QueuePlace = NonNullable<(typeof environment.$inferSelect)['queue']>;

/** What admission has to know of an environment. */
export interface AdmissionRow {
  readonly id: string;
  readonly topology: string;
  readonly generation: string;
  readonly state: EnvironmentState;
  readonly purpose: 'attempt' | 'pool' | 'test';
  readonly course: Course;
  readonly frozen: boolean;
  readonly queue: QueuePlace | null;
  readonly probedAt: Date | null;
  readonly claimedAt: Date | null;
  readonly pausedAt: Date | null;
  readonly createdAt: Date;
  readonly readyAt: Date | null;
  readonly expiresAt: Date | null;
  /** Of the topology it was made from; a row of an older release may lack some of it. */
  readonly size: { readonly memory?: string; readonly disk?: string; readonly cpu?: number } | null;
  /** When it came into its state; only of those being made. */
  readonly since: Date | null;
  /** Its active attempt and whose that is. */
  readonly attemptId: string | null;
  readonly personId: string | null;
}

/** Everything that is queued, lives or is not gone from the engine yet, in order of its request: one query, whatever their number. */
export async function listForAdmission(db: Queryable): Promise<AdmissionRow[]> {
  const since = sql<string | null>`case when ${environment.state} = 'provisioning' then (
    select max(${environmentEvent.at}) from ${environmentEvent}
    where ${environmentEvent.environmentId} = ${environment.id} and ${environmentEvent.kind} = 'state') end`;
  const rows = await db
    .select({
      id: environment.id,
      topology: environment.topology,
      generation: environment.generation,
      state: environment.state,
      purpose: environment.purpose,
      course: environment.course,
      frozen: environment.frozen,
      queue: environment.queue,
      probedAt: environment.probedAt,
      claimedAt: environment.claimedAt,
      pausedAt: environment.pausedAt,
      createdAt: environment.createdAt,
      readyAt: environment.readyAt,
      expiresAt: environment.expiresAt,
      size: sql<AdmissionRow['size']>`${environment.spec}->'topology'->'size'`,
      since,
      attemptId: attempt.id,
      personId: attempt.personId,
    })
    .from(environment)
    .leftJoin(attempt, and(eq(attempt.environmentId, environment.id), eq(attempt.state, 'active')))
    .where(
      or(
        inArray(environment.state, [...attemptStates, 'pooled', 'destroying']),
        and(inArray(environment.state, ['failed', 'lost']), isNull(environment.endedAt)),
      ),
    )
    .orderBy(asc(environment.createdAt), asc(environment.id));
  return rows.map((row) => ({ ...row, since: row.since === null ? null : new Date(row.since) }));
}

/** Teams of those of `people` who are in one. */
export async function teamsOf(db: Queryable, people: readonly string[]): Promise<Map<string, string[]>> {
  const teams = new Map<string, string[]>();
  if (people.length === 0) return teams;
  const rows = await db
    .select()
    .from(teamMember)
    .where(inArray(teamMember.personId, [...people]));
  for (const row of rows) teams.set(row.personId, [...(teams.get(row.personId) ?? []), row.teamId]);
  return teams;
}

/** The places of a queue, written and announced to those who wait, all at once. Who is not queued any more is left out. */
export async function writeQueuePlaces(
  tx: Transaction,
  places: readonly { readonly id: string; readonly queue: QueuePlace }[],
): Promise<void> {
  const ids = places.map((place) => place.id);
  // Attempts before their environments, in one order: as everything does, so that none waits for the other.
  await tx
    .select({ id: attempt.id })
    .from(attempt)
    .where(inArray(attempt.environmentId, ids))
    .orderBy(asc(attempt.id))
    .for('update');
  await tx.execute(sql`
    update ${environment} set queue = place.queue
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as place(id uuid, queue jsonb)
    where ${environment.id} = place.id and ${environment.state} = 'queued'`);
  await tx.execute(sql`
    with changed as (
      update ${attempt} set revision = ${attempt.revision} + 1 where ${inArray(attempt.environmentId, ids)} returning id)
    select pg_notify(${changeChannel}, json_build_object('kind', 'attempt', 'attemptId', changed.id)::text) from changed`);
  await tx.execute(sql`select pg_notify(${changeChannel}, ${JSON.stringify({ kind: 'fleet' })})`);
}

/** The latest courses of each topology are what estimates stand on. */
export const latest = 20;

/** Median time from admission to healthy of the last cold courses, in milliseconds, by topology. */
export async function measuredProvisioning(db: Queryable): Promise<Map<string, number>> {
  return medians(
    db,
    sql`select duration_ms as ms from ${environmentEvent} e join ${environment} v on v.id = e.environment_id
      where v.topology = topologies.name and e.kind = 'state' and e.from_state = 'provisioning'
      and e.to_state in ('pooled', 'claimed', 'ready') order by e.id desc limit ${latest}`,
  );
}

/** Median time from ready to the end of the last environments that were used, in milliseconds, by topology. */
export async function measuredLives(db: Queryable): Promise<Map<string, number>> {
  return medians(
    db,
    sql`select extract(epoch from v.ended_at - v.ready_at) * 1000 as ms from ${environment} v
      where v.topology = topologies.name and v.purpose = 'attempt' and v.state = 'destroyed' and v.ready_at is not null
      order by v.ended_at desc limit ${latest}`,
  );
}

async function medians(db: Queryable, ofTopology: ReturnType<typeof sql>): Promise<Map<string, number>> {
  const { rows } = await db.execute<{ name: string; median: number | null }>(sql`
    select topologies.name, percentile_cont(0.5) within group (order by measured.ms)::float8 as median
    from (select distinct topology as name from ${environment}
      where state not in ('destroyed', 'failed', 'lost')) topologies
    cross join lateral (${ofTopology}) measured group by topologies.name`);
  return new Map(rows.flatMap(({ name, median }) => (median === null ? [] : [[name, median]])));
}
