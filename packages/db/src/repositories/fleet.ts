import type { EnvironmentState, Stage } from '@springboard/contracts/environments.ts';
import { and, asc, desc, eq, gte, inArray, isNull, lte, min, or, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { attempt } from '../schema/attempts.ts';
import { environment, environmentEvent, pool } from '../schema/environments.ts';
import { lab, labVersion } from '../schema/labs.ts';
import { person } from '../schema/people.ts';
import { imageBuild, outbox } from '../schema/platform.ts';

/** Person who has it, or for whom it was made: an attempt that moved on to another one names its environment no more. */
const ownerId = sql<string | null>`coalesce(${attempt.personId}, (
  select ${person.id} from ${environmentEvent} join ${person} on ${person.id} = ${environmentEvent.actor}
  where ${environmentEvent.environmentId} = ${environment.id} and ${environmentEvent.toState} in ('queued', 'claimed')
  order by ${environmentEvent.id} desc limit 1))`;
const lastStage = (column: SQL) => sql`(select ${column} from ${environmentEvent}
  where ${environmentEvent.environmentId} = ${environment.id} and ${environmentEvent.kind} = 'stage'
  order by ${environmentEvent.id} desc limit 1)`;

const summary = {
  id: environment.id,
  topology: environment.topology,
  purpose: environment.purpose,
  state: environment.state,
  frozen: environment.frozen,
  course: environment.course,
  queue: environment.queue,
  problem: environment.problem,
  createdAt: environment.createdAt,
  readyAt: environment.readyAt,
  expiresAt: environment.expiresAt,
  endedAt: environment.endedAt,
  attemptId: attempt.id,
  labVersionId: attempt.labVersionId,
  ownerId: ownerId.as('owner_id'),
  ownerName: sql<string | null>`(select ${person.name} from ${person} where ${person.id} = ${ownerId})`.as(
    'owner_name',
  ),
  stage: sql<Stage | null>`${lastStage(sql`${environmentEvent.stage}`)}`.as('last_stage'),
  stageStatus: sql<string | null>`${lastStage(sql`${environmentEvent.stageStatus}`)}`.as('last_stage_status'),
};

const summaries = (db: Queryable) =>
  db.select(summary).from(environment).leftJoin(attempt, eq(attempt.environmentId, environment.id));
export type FleetRow = Awaited<ReturnType<typeof summaries>>[number];

/** Environments with owner and last stage, newest first. */
export async function listFleet(
  db: Queryable,
  wanted: {
    readonly states?: readonly EnvironmentState[] | undefined;
    /** Besides `states`: those that failed or were lost since then. */
    readonly troubledSince?: Date | undefined;
    readonly topology?: string | undefined;
    readonly limit: number;
  },
): Promise<FleetRow[]> {
  const inState = wanted.states && inArray(environment.state, [...wanted.states]);
  const troubled =
    wanted.troubledSince &&
    and(
      inArray(environment.state, ['failed', 'lost']),
      gte(sql`coalesce(${environment.endedAt}, now())`, wanted.troubledSince),
    );
  return summaries(db)
    .where(
      and(
        or(inState, troubled),
        wanted.topology === undefined ? undefined : eq(environment.topology, wanted.topology),
      ),
    )
    .orderBy(desc(environment.createdAt), desc(environment.id))
    .limit(wanted.limit);
}

export async function findInFleet(db: Queryable, id: string): Promise<FleetRow | undefined> {
  const [row] = await summaries(db).where(eq(environment.id, id));
  return row;
}

/** All edges and stages of an environment with their logs, oldest first, and the name of who acted where it was a person. */
export async function listEventsWithActors(db: Queryable, environmentId: string) {
  return db
    .select({ event: environmentEvent, actorName: person.name })
    .from(environmentEvent)
    .leftJoin(person, eq(person.id, environmentEvent.actor))
    .where(eq(environmentEvent.environmentId, environmentId))
    .orderBy(asc(environmentEvent.id));
}

/** How many environments there are of each kind. */
export async function countEnvironments(db: Queryable, states: readonly EnvironmentState[]) {
  return db
    .select({
      topology: environment.topology,
      purpose: environment.purpose,
      state: environment.state,
      frozen: environment.frozen,
      generation: environment.generation,
      count: sql<number>`count(*)::int`,
      oldest: sql<string>`min(${environment.createdAt})`,
    })
    .from(environment)
    .where(inArray(environment.state, [...states]))
    .groupBy(
      environment.topology,
      environment.purpose,
      environment.state,
      environment.frozen,
      environment.generation,
    );
}

/** Topologies that a published lab is on. */
export async function publishedTopologies(db: Queryable): Promise<string[]> {
  const rows = await db
    .selectDistinct({ topology: sql<string>`${labVersion.definition}->>'environment'` })
    .from(lab)
    .innerJoin(labVersion, eq(labVersion.id, lab.versionId))
    .where(isNull(lab.withdrawnAt));
  return rows.map((row) => row.topology);
}

/** The operator's own target for a pool; hits and misses go on counting. */
export async function upsertPoolTarget(
  tx: Queryable,
  wanted: {
    topology: string;
    target: number;
    mode: 'running' | 'frozen';
    updatedBy: string;
    updatedAt: Date;
  },
): Promise<void> {
  const { topology: _, ...set } = wanted;
  await tx.insert(pool).values(wanted).onConflictDoUpdate({ target: pool.topology, set });
}

/** Failures since then, by reason, with the stage that failed. */
export async function failuresSince(db: Queryable, since: Date) {
  return db
    .select({
      topology: environment.topology,
      reason: environmentEvent.reason,
      count: sql<number>`count(*)::int`,
    })
    .from(environmentEvent)
    .innerJoin(environment, eq(environment.id, environmentEvent.environmentId))
    .where(
      and(
        eq(environmentEvent.kind, 'state'),
        inArray(environmentEvent.toState, ['failed', 'lost']),
        gte(environmentEvent.at, since),
      ),
    )
    .groupBy(environment.topology, environmentEvent.reason);
}

/** Work that is due and was not forwarded to the queues yet: how much, and since when the oldest waits. */
export async function dueWork(db: Queryable, now: Date): Promise<{ due: number; oldest: Date | null }> {
  const [row] = await db
    .select({ due: sql<number>`count(*)::int`, oldest: min(outbox.runAt) })
    .from(outbox)
    .where(lte(outbox.runAt, now));
  return row ?? { due: 0, oldest: null };
}

export async function listImageBuilds(db: Queryable) {
  return db.select().from(imageBuild).orderBy(asc(imageBuild.name));
}
