import {
  and,
  asc,
  countDistinct,
  eq,
  gt,
  inArray,
  lt,
  lte,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { environment, environmentEvent, pool, poolDemand, topologyUsage } from '../schema/environments.ts';

export type PoolRow = typeof pool.$inferSelect;
export type TopologyUsageRow = typeof topologyUsage.$inferSelect;

/** Who is written into a pool whose target comes from configuration. */
export const byConfiguration = 'configuration';

export async function findPool(db: Queryable, topology: string): Promise<PoolRow | undefined> {
  const [row] = await db.select().from(pool).where(eq(pool.topology, topology));
  return row;
}

export async function listPoolRows(db: Queryable): Promise<PoolRow[]> {
  return db.select().from(pool).orderBy(asc(pool.topology));
}

/** Writes the configuration's targets where no operator has set one; a pool that configuration names no more gets the target 0. */
export async function writeConfiguredPools(
  db: Queryable,
  wanted: Readonly<Record<string, { readonly target: number; readonly mode: 'running' | 'frozen' }>>,
  at: Date,
): Promise<void> {
  const rows = Object.entries(wanted).map(([topology, { target, mode }]) => ({
    topology,
    target,
    mode,
    updatedBy: byConfiguration,
    updatedAt: at,
  }));
  if (rows.length > 0)
    await db
      .insert(pool)
      .values(rows)
      .onConflictDoUpdate({
        target: pool.topology,
        set: { target: sql`excluded.target`, mode: sql`excluded.mode`, updatedAt: at },
        setWhere: eq(pool.updatedBy, byConfiguration),
      });
  const names = rows.map((row) => row.topology);
  await db
    .update(pool)
    .set({ target: 0, updatedAt: at })
    .where(
      and(
        eq(pool.updatedBy, byConfiguration),
        gt(pool.target, 0),
        names.length > 0 ? notInArray(pool.topology, names) : undefined,
      ),
    );
}

/** Counts requests that found their pool filled (`hits`) or empty (`misses`). */
export async function countForPool(db: Queryable, topology: string, what: 'hits' | 'misses'): Promise<void> {
  await db
    .update(pool)
    .set({ [what]: sql`${pool[what]} + 1` })
    .where(eq(pool.topology, topology));
}

/**
 * What of the demands that are due by `due` and not over at `now` has not been handed out since they began, by topology: who has
 * started wants no other one.
 */
export async function openDemand(
  db: Queryable,
  now: Date,
  due: Date,
  leadMs: number,
): Promise<Map<string, number>> {
  // People, not environments: who resets five times has not started for five.
  const started = db
    .select({ count: countDistinct(environmentEvent.actor) })
    .from(environment)
    .innerJoin(environmentEvent, eq(environmentEvent.environmentId, environment.id))
    .where(
      and(
        eq(environment.topology, poolDemand.topology),
        eq(environment.purpose, 'attempt'),
        sql`${environment.claimedAt} >= ${poolDemand.from} - make_interval(secs => ${leadMs / 1000})`,
        eq(environmentEvent.toState, 'claimed'),
      ),
    );
  const open = sql<number>`case when ${poolDemand.classId} is null
    then greatest(0, ${poolDemand.count} - (${started})) else (${openOfClass(leadMs)}) end::int`;
  const rows = await db
    .select({ topology: poolDemand.topology, open })
    .from(poolDemand)
    .where(and(lte(poolDemand.from, due), gt(poolDemand.until, now)));
  const demand = new Map<string, number>();
  for (const row of rows) demand.set(row.topology, (demand.get(row.topology) ?? 0) + row.open);
  return demand;
}

/**
 * Of the demand of a class: how many who are in it have been handed none for an attempt at its lab that is under way, or that they began in the
 * time of the demand. Who brings one along needs no other, and what strangers take in that time takes nothing off.
 */
function openOfClass(leadMs: number): SQL {
  return sql`select count(*) from class_member m
    join class c on c.id = m.class_id
    join person p on p.id = m.person_id and p.deactivated_at is null
    where m.class_id = ${poolDemand.classId} and not exists (
      select from attempt a join environment e on e.id = a.environment_id
      where a.person_id = m.person_id and a.slug = c.slug and not a.preview and e.state <> 'queued'
        and (a.state = 'active' or a.started_at >= ${poolDemand.from} - make_interval(secs => ${leadMs / 1000})))`;
}

/** Environments for pools that failed since then: how many of each topology, and when the last did. */
export async function poolFailuresSince(db: Queryable, since: Date) {
  const last = sql<string>`max(coalesce(${environment.endedAt}, ${environment.createdAt}))`;
  const rows = await db
    .select({ topology: environment.topology, count: sql<number>`count(*)::int`, last })
    .from(environment)
    .where(
      and(
        eq(environment.purpose, 'pool'),
        or(inArray(environment.state, ['failed', 'lost'])),
        gt(environment.createdAt, since),
      ),
    )
    .groupBy(environment.topology);
  return new Map(rows.map(({ topology, count, last }) => [topology, { count, last: new Date(last) }]));
}

export async function listTopologyUsage(db: Queryable): Promise<Map<string, TopologyUsageRow>> {
  const rows = await db.select().from(topologyUsage);
  return new Map(rows.map((row) => [row.topology, row]));
}

/** Takes the place of what was kept of the topology. */
export async function putTopologyUsage(db: Queryable, row: TopologyUsageRow): Promise<void> {
  const { topology: _, ...set } = row;
  await db.insert(topologyUsage).values(row).onConflictDoUpdate({ target: topologyUsage.topology, set });
}

/** Forgets what was measured before `before` and not since. */
export async function deleteTopologyUsage(db: Queryable, before: Date): Promise<void> {
  await db.delete(topologyUsage).where(lt(topologyUsage.updatedAt, before));
}
