import { type SQL, sql } from 'drizzle-orm';
import { readyEnvironments, whole } from '../size.ts';

/** Environments: most are gone; those of the latest attempts of the first people are ready. */
export function environmentStatements(specs: Readonly<Record<string, unknown>>): SQL[] {
  const isReady = sql`(a.state = 'active' and substr(a.person_id, 2)::int <= ${whole(readyEnvironments)})`;
  return [
    sql`insert into environment (id, topology, state, prompt_open, spec, applied, generation, public_key, sealed_private_key, created_at, claimed_at, ready_at, expires_at, ended_at)
      select a.id, s.topology, case when ${isReady} then 'ready' else 'destroyed' end, ${isReady}, s.spec, '{"nodes": {}}', 'bench', 'ssh-ed25519 AAAA', 'sealed',
        a.started_at, a.started_at, a.ready_at, a.started_at + interval '6 hours', case when not ${isReady} then a.started_at + interval '50 minutes' end
      from attempt a join lab_version v on v.id = a.lab_version_id
        cross join lateral (select v.definition ->> 'environment' as topology, ${JSON.stringify(specs)}::jsonb -> (v.definition ->> 'environment') as spec) s`,
    sql`insert into environment_of_attempt (attempt_id, environment_id, since) select id, id, started_at from attempt`,
    sql`insert into environment_event (environment_id, at, kind, from_state, to_state, stage, stage_status, actor, reason, duration_ms)
      select a.id, a.started_at + e.after, case when e.stage is null then 'state' else 'stage' end, e.from_state, e.to_state, e.stage,
        case when e.stage is not null then 'finished' end, 'system', e.reason, e.ms
      from attempt a cross join (values
        (interval '0', null, 'queued', null, 'started', null),
        (interval '1 second', 'queued', 'provisioning', null, 'admitted', 1000),
        (interval '2 seconds', null, null, 'network', null, 500),
        (interval '5 seconds', null, null, 'nodes', null, 3000),
        (interval '15 seconds', null, null, 'boot', null, 10000),
        (interval '55 seconds', null, null, 'healthy', null, 40000),
        (interval '1 minute', 'provisioning', 'ready', null, 'provisioned', 59000),
        (interval '20 minutes', 'ready', 'paused', null, 'asked', 1140000),
        (interval '30 minutes', 'paused', 'ready', null, 'resumed', 600000),
        (interval '50 minutes', 'ready', 'destroying', null, 'finished', 1200000)
      ) e (after, from_state, to_state, stage, reason, ms)
      where e.after < interval '40 minutes' or not ${isReady}
      order by a.started_at, a.id, e.after`,
    sql`insert into save_point (environment_id, kind, title, state, actor, created_at)
      select id, 'start', 'Start', case when state = 'ready' then 'kept' else 'deleted' end, 'system', created_at from environment`,
    sql`insert into pool (topology, target, mode, updated_by, hits, misses) values ('linux-single', 2, 'running', 'operator', 4000, 200), ('ceph-single', 1, 'frozen', 'operator', 900, 100)`,
  ];
}
