import { sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { environment } from '../schema/environments.ts';
import { labTest } from '../schema/lab-tests.ts';
import { lab, labVersion } from '../schema/labs.ts';

/** A published lab and what its tests say. Tests of files count when the files are what is published. */
export interface FreshnessRow {
  readonly slug: string;
  readonly versionId: string;
  readonly owner: string | null;
  /** The last one that passed. */
  readonly green: {
    readonly id: string;
    readonly at: Date;
    readonly commit: string | null;
    readonly generation: string | null;
  } | null;
  /** The last one of what is published, passed or failed. */
  readonly last: {
    readonly id: string;
    readonly state: 'passed' | 'failed';
    readonly at: Date;
    readonly generation: string | null;
    /** The first failure after the last pass of what is published. */
    readonly failingSince: Date | null;
  } | null;
  readonly openTest: string | null;
}

interface Raw extends Record<string, unknown> {
  readonly slug: string;
  readonly version_id: string;
  readonly owner: string | null;
  readonly green: { id: string; at: string; commit: string | null; generation: string | null } | null;
  readonly last: { id: string; state: 'passed' | 'failed'; at: string; generation: string | null } | null;
  readonly failing_since: string | null;
  readonly open_test: string | null;
}

/** Every published lab, by slug: one query, whatever their number. */
export async function listFreshness(db: Queryable): Promise<FreshnessRow[]> {
  const ofThis = sql`t.slug = l.slug and (t.hash = v.hash or t.source <> 'files')`;
  const { rows } = await db.execute<Raw>(sql`
    select l.slug, l.version_id, l.owner,
      (select json_build_object('id', t.id, 'at', t.ended_at, 'commit', t.commit, 'generation', t.generation)
        from ${labTest} t where ${ofThis} and t.state = 'passed' order by t.ended_at desc limit 1) as green,
      (select json_build_object('id', t.id, 'state', t.state, 'at', t.ended_at, 'generation', t.generation)
        from ${labTest} t where t.slug = l.slug and t.hash = v.hash and t.state in ('passed', 'failed')
        order by t.ended_at desc limit 1) as last,
      (select min(t.ended_at) from ${labTest} t
        where t.slug = l.slug and t.hash = v.hash and t.state = 'failed' and t.ended_at > coalesce((
          select max(p.ended_at) from ${labTest} p
          where p.slug = l.slug and p.hash = v.hash and p.state = 'passed'), '-infinity')) as failing_since,
      (select t.id from ${labTest} t where ${ofThis} and t.state in ('queued', 'running')
        order by t.created_at limit 1) as open_test
    from ${lab} l join ${labVersion} v on v.id = l.version_id
    where l.withdrawn_at is null order by l.slug`);
  return rows.map(({ slug, version_id, owner, green, last, failing_since, open_test }) => ({
    slug,
    versionId: version_id,
    owner,
    green: green && { ...green, at: new Date(green.at) },
    last: last && {
      ...last,
      at: new Date(last.at),
      failingSince: failing_since === null ? null : new Date(failing_since),
    },
    openTest: open_test,
  }));
}

/** Tests that the schedule has begun since a moment, by lab: how many, and when the last one ended. */
export async function scheduledSince(
  db: Queryable,
  since: Date,
): Promise<Map<string, { readonly count: number; readonly endedAt: Date | null }>> {
  const { rows } = await db.execute<{ slug: string; count: number; ended_at: string | null }>(sql`
    select slug, count(*)::int as count, max(ended_at) as ended_at from ${labTest}
    where source = 'schedule' and created_at >= ${since.toISOString()} group by slug`);
  return new Map(
    rows.map(({ slug, count, ended_at }) => [
      slug,
      { count, endedAt: ended_at === null ? null : new Date(ended_at) },
    ]),
  );
}

/** Whether a learner has an environment that is not paused, or waits for one. */
export async function anybodyLearns(db: Queryable): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select 1 from ${environment} where purpose = 'attempt'
      and state in ('queued', 'provisioning', 'claimed', 'ready', 'saving', 'rewinding') limit 1`);
  return rows.length > 0;
}
