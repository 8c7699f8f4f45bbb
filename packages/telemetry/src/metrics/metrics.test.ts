import type { FleetView } from '@springboard/contracts/fleet.ts';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { type FleetHistory, type FleetMeasures, registerFleetMetrics } from './fleet-metrics.ts';
import { createHttpMetrics } from './http-metrics.ts';
import { createJobMetrics } from './job-metrics.ts';
import { serveMetrics } from './serve-metrics.ts';
import { TotalsHistogram } from './totals.ts';

const quiet = { info: () => {}, warn: () => {} };
const resource = (total: number) => ({
  total,
  planned: total / 2,
  used: total / 4,
  reserve: total / 10,
  free: total / 5,
  largest: total / 8,
});
const fleet: FleetView = {
  measuredAt: '2026-11-23T10:00:30.000Z',
  capacity: { memory: resource(1000), cpu: resource(2000), disk: resource(500) },
  provisioning: { running: 1, most: 6 },
  pools: [
    {
      topology: 'ceph-single',
      title: 'Ceph',
      mode: 'frozen',
      target: 3,
      wanted: 4,
      pooled: 2,
      provisioning: 1,
      outdated: 1,
      hits: 7,
      misses: 2,
      demands: [],
    },
  ],
  queue: [
    {
      environmentId: '0197b6a0-0000-7000-8000-000000000001',
      topology: 'ceph-single',
      owner: 'Lena Secretname',
      since: '2026-11-23T10:00:00.000Z',
      queue: { place: 1, of: 1, waitsFor: 'memory', startsAt: null },
    },
  ],
  alarms: [{ severity: 'warning', title: 'a', detail: 'b', remedy: 'c' }],
};
const measures: FleetMeasures = {
  fleet,
  engineUp: true,
  environments: [{ topology: 'ceph-single', purpose: 'pool', state: 'pooled', count: 2 }],
  images: [{ state: 'ready', count: 3 }],
  labs: [{ lab: 'ceph/one', state: 'stale', provenAt: new Date('2026-11-23T10:00:00.000Z') }],
  outbox: { due: 0, oldestSeconds: 0 },
  reconciler: {
    counters: { orphans: { environment: 5 } },
    lastAt: new Date('2026-11-23T10:00:20.000Z'),
    durationMs: 250,
  },
};
const nothing: FleetHistory = { stages: [], ready: [], edges: [] };

describe('a histogram of totals', () => {
  it('cumulates its classes, and goes on from what was counted before', async () => {
    const registry = new Registry();
    const histogram = new TotalsHistogram({
      name: 'times_seconds',
      help: 'Times',
      labelNames: ['kind'],
      buckets: [1, 2],
      registers: [registry],
    });
    histogram.add({ kind: 'x' }, { bound: 0, count: 3, sum: 1.5 });
    histogram.add({ kind: 'x' }, { bound: 2, count: 1, sum: 9 });
    histogram.add({ kind: 'x' }, { bound: 0, count: 1, sum: 0.5 });
    const text = await registry.metrics();
    expect(text).toContain('# TYPE times_seconds histogram');
    expect(text).toContain('times_seconds_bucket{le="1",kind="x"} 4');
    expect(text).toContain('times_seconds_bucket{le="2",kind="x"} 4');
    expect(text).toContain('times_seconds_bucket{le="+Inf",kind="x"} 5');
    expect(text).toContain('times_seconds_sum{kind="x"} 11');
    expect(text).toContain('times_seconds_count{kind="x"} 5');
  });
});

describe('metrics of the fleet', () => {
  const aSource = () => {
    const parts: FleetHistory[] = [];
    let away = false;
    const errors: unknown[] = [];
    return {
      parts,
      errors,
      goAway: (is: boolean) => {
        away = is;
      },
      durationBounds: [1, 10],
      history: async () => {
        if (away) throw new Error('away');
        return parts.shift() ?? nothing;
      },
      measures: async () => measures,
      onError: (error: unknown) => void errors.push(error),
    };
  };

  it('tell the state of the moment, and never who', async () => {
    const registry = new Registry();
    const collect = registerFleetMetrics(registry, aSource());
    await collect();
    await collect();
    const text = await registry.metrics();
    for (const line of [
      'springboard_engine_up 1',
      'springboard_environments{topology="ceph-single",purpose="pool",state="pooled"} 2',
      'springboard_pool_pooled{topology="ceph-single"} 2',
      'springboard_pool_claims_total{topology="ceph-single",result="hit"} 7',
      'springboard_queue_length{topology="ceph-single"} 1',
      'springboard_queue_oldest_wait_seconds 30',
      'springboard_queue_waiting_for{for="memory"} 1',
      'springboard_capacity_memory_bytes{kind="planned"} 500',
      'springboard_capacity_cpu_cores{kind="total"} 2',
      'springboard_reconciled_total{action="orphans",what="environment"} 5',
      'springboard_reconcile_last_timestamp_seconds 1795428020',
      'springboard_reconcile_duration_seconds 0.25',
      'springboard_alarms{severity="warning"} 1',
      'springboard_measured 1',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).not.toContain('Lena');
    expect(text).not.toContain('0197b6a0');
  });

  it('add up what happened, and failures by the stage that failed', async () => {
    const registry = new Registry();
    const source = aSource();
    const failed = { topology: 't', to: 'failed', reason: 'deadline', stage: 'boot', count: 2 };
    source.parts.push(
      { ...nothing, edges: [failed, { ...failed, to: 'ready', reason: 'provisioned', stage: null }] },
      {
        ...nothing,
        stages: [{ topology: 't', stage: 'boot', course: 'cold', bound: 1, count: 4, sum: 20 }],
        edges: [failed],
      },
    );
    const collect = registerFleetMetrics(registry, source);
    await collect();
    await collect();
    const text = await registry.metrics();
    expect(text).toContain(
      'springboard_environment_failures_total{topology="t",stage="boot",reason="deadline"} 4',
    );
    expect(text).toContain(
      'springboard_environment_edges_total{topology="t",to="ready",reason="provisioned"} 2',
    );
    expect(text).toContain(
      'springboard_stage_duration_seconds_bucket{le="10",topology="t",stage="boot",course="cold"} 4',
    );
  });

  it('keep the totals and drop what is measured while the database is away', async () => {
    const registry = new Registry();
    const source = aSource();
    source.parts.push({
      ...nothing,
      edges: [{ topology: 't', to: 'lost', reason: 'x', stage: null, count: 1 }],
    });
    const collect = registerFleetMetrics(registry, source);
    await collect();
    source.goAway(true);
    await collect();
    const text = await registry.metrics();
    expect(text).toContain('springboard_measured 0');
    expect(text).toContain('springboard_environment_edges_total{topology="t",to="lost",reason="x"} 1');
    expect(text).not.toContain('springboard_pool_pooled{');
    expect(source.errors).toHaveLength(1);
  });
});

describe('the server of metrics', () => {
  it('answers what was collected for this scrape, and nothing else', async () => {
    const registry = new Registry();
    const http = createHttpMetrics(registry, () => 3);
    let scrapes = 0;
    const server = await serveMetrics({
      registry,
      port: 0,
      variable: 'X',
      log: quiet,
      collect: async () => {
        scrapes += 1;
        http.observe({ method: 'GET', route: '/api/labs', status: 200, seconds: 0.02 });
      },
    });
    const origin = `http://127.0.0.1:${server.port}`;
    const text = await (await fetch(`${origin}/metrics`)).text();
    expect(text).toContain(
      'springboard_http_request_duration_seconds_count{method="GET",route="/api/labs",status="200"} 1',
    );
    expect(text).toContain('springboard_event_streams 3');
    expect((await fetch(`${origin}/`)).status).toBe(404);
    expect((await fetch(`${origin}/metrics`, { method: 'POST' })).status).toBe(404);
    expect(scrapes).toBe(1);
    await server.close();
  });

  it('says so when its port is taken, and lets the process go on', async () => {
    const first = await serveMetrics({ registry: new Registry(), port: 0, variable: 'X', log: quiet });
    const said: string[] = [];
    const log = { info: () => {}, warn: (_: unknown, text?: string) => void said.push(text ?? '') };
    const second = await serveMetrics({
      registry: new Registry(),
      port: first.port,
      variable: 'SPRINGBOARD_METRICS_PORT',
      log,
    });
    expect(second.port).toBeNull();
    expect(said.join()).toContain('SPRINGBOARD_METRICS_PORT');
    await second.close();
    await first.close();
  });

  it('serves nothing when it is turned off', async () => {
    expect(
      (await serveMetrics({ registry: new Registry(), port: null, variable: 'X', log: quiet })).port,
    ).toBeNull();
  });
});

describe('metrics of jobs', () => {
  it('tell done from failed, and pass on what the work answers or throws', async () => {
    const registry = new Registry();
    const jobs = createJobMetrics(registry);
    expect(await jobs.measure('a', async () => 7)).toBe(7);
    await expect(jobs.measure('a', async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const text = await registry.metrics();
    expect(text).toContain('springboard_job_duration_seconds_count{work="a",outcome="done"} 1');
    expect(text).toContain('springboard_job_duration_seconds_count{work="a",outcome="failed"} 1');
    expect(text).toContain('springboard_jobs_running{work="a"} 0');
    expect(text).toMatch(/springboard_job_last_success_timestamp_seconds\{work="a"\} \d+/);
  });
});
