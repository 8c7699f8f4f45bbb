import type { FleetView, ResourceView } from '@springboard/contracts/fleet.ts';
import { Counter, Gauge, type Registry } from 'prom-client';
import { setTotal, TotalsHistogram } from './totals.ts';

interface CountedDurations {
  readonly bound: number;
  readonly count: number;
  readonly sum: number;
}

/** What happened since the last time it was asked for; the first time, since the installation began. */
export interface FleetHistory {
  readonly stages: readonly (CountedDurations & { topology: string; stage: string; course: string })[];
  readonly ready: readonly (CountedDurations & { topology: string; course: string })[];
  readonly edges: readonly {
    topology: string;
    to: string;
    reason: string;
    stage: string | null;
    count: number;
  }[];
}

/** How things are at the moment. Holds no names and no ids of people: nothing of it may become a label. */
export interface FleetMeasures {
  readonly fleet: FleetView;
  readonly engineUp: boolean;
  readonly environments: readonly { topology: string; purpose: string; state: string; count: number }[];
  readonly images: readonly { state: string; count: number }[];
  /** Published labs, and whether they are known to keep their contract. */
  readonly labs: readonly { readonly lab: string; readonly state: string; readonly provenAt: Date | null }[];
  /** Work that is due and has not reached the queues. */
  readonly outbox: { readonly due: number; readonly oldestSeconds: number };
  /** What the reconciler of this process has set right since the process began, and its latest look. */
  readonly reconciler: {
    readonly counters: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly lastAt: Date | null;
    readonly durationMs: number;
  };
}

export interface FleetSource {
  /** Upper bounds of the classes in which lengths of time come, in seconds. */
  readonly durationBounds: readonly number[];
  history(): Promise<FleetHistory>;
  measures(): Promise<FleetMeasures>;
  onError(error: unknown): void;
}

const resources = {
  memory: ['memory_bytes', 1],
  disk: ['disk_bytes', 1],
  cpu: ['cpu_cores', 1 / 1000],
} as const;

/**
 * Metrics of environments, pools, queue and host. The function that comes back asks for them and has to run before each
 * scrape. While the database is away the last values are not repeated as if they were new: `springboard_measured` is 0 and
 * the gauges are gone.
 */
export function registerFleetMetrics(registry: Registry, source: FleetSource): () => Promise<void> {
  const counted = new CountedMetrics(registry, source.durationBounds);
  const measured = new MeasuredMetrics(registry);
  const works = new Gauge({
    name: 'springboard_measured',
    help: '1 when all that is asked for at a scrape could be had, else 0.',
    registers: [registry],
  });
  return async () => {
    try {
      counted.add(await source.history());
      measured.set(await source.measures());
      works.set(1);
    } catch (error) {
      measured.clear();
      works.set(0);
      source.onError(error);
    }
  };
}

class CountedMetrics {
  readonly #stages: TotalsHistogram<'topology' | 'stage' | 'course'>;
  readonly #ready: TotalsHistogram<'topology' | 'course'>;
  readonly #edges: Counter<'topology' | 'to' | 'reason'>;
  readonly #failures: Counter<'topology' | 'stage' | 'reason'>;

  constructor(registry: Registry, bounds: readonly number[]) {
    const common = { registers: [registry], buckets: [...bounds] };
    this.#stages = new TotalsHistogram({
      name: 'springboard_stage_duration_seconds',
      help: 'Time that stages took which were finished, since the installation began.',
      labelNames: ['topology', 'stage', 'course'],
      ...common,
    });
    this.#ready = new TotalsHistogram({
      name: 'springboard_environment_ready_seconds',
      help: 'Time from the wish (start, claim, resume, save, rewind) to ready, since the installation began.',
      labelNames: ['topology', 'course'],
      ...common,
    });
    this.#edges = new Counter({
      name: 'springboard_environment_edges_total',
      help: 'Edges of the state machine that environments took, since the installation began.',
      labelNames: ['topology', 'to', 'reason'],
      registers: [registry],
    });
    this.#failures = new Counter({
      name: 'springboard_environment_failures_total',
      help: 'Environments that failed, by the stage that did and why, since the installation began.',
      labelNames: ['topology', 'stage', 'reason'],
      registers: [registry],
    });
  }

  add({ stages, ready, edges }: FleetHistory): void {
    for (const { topology, stage, course, ...one } of stages)
      this.#stages.add({ topology, stage, course }, one);
    for (const { topology, course, ...one } of ready) this.#ready.add({ topology, course }, one);
    for (const { topology, to, reason, stage, count } of edges) {
      this.#edges.inc({ topology, to, reason }, count);
      if (to === 'failed') this.#failures.inc({ topology, stage: stage ?? 'none', reason }, count);
    }
  }
}

class MeasuredMetrics {
  readonly #gauges: Gauge[] = [];
  readonly #engineUp = this.#gauge('engine_up', 'Whether the engine answers and can be used.');
  readonly #environments = this.#gauge('environments', 'Environments that live.', [
    'topology',
    'purpose',
    'state',
  ]);
  readonly #images = this.#gauge('images', 'Images by the state of their build.', ['state']);
  readonly #labs = this.#gauge('lab_freshness', 'Published labs: 1 for the state each is in.', [
    'lab',
    'state',
  ]);
  readonly #proven = this.#gauge(
    'lab_proven_timestamp_seconds',
    'When the contract test of a published lab last passed; 0 when it never did.',
    ['lab'],
  );
  readonly #pool = {
    pooled: this.#gauge('pool_pooled', 'Environments that a pool holds ready.', ['topology']),
    target: this.#gauge('pool_target', 'How many a pool is to hold, by configuration or operator.', [
      'topology',
    ]),
    wanted: this.#gauge('pool_wanted', 'The same, raised by what is assigned and due.', ['topology']),
    provisioning: this.#gauge('pool_provisioning', 'Environments that are made for a pool.', ['topology']),
    outdated: this.#gauge('pool_outdated', 'Pooled environments of an older image generation.', ['topology']),
  };
  readonly #claims: Counter<'topology' | 'result'>;
  readonly #queue = this.#gauge('queue_length', 'Environments that wait for their turn or for room.', [
    'topology',
  ]);
  readonly #waits = this.#gauge('queue_waiting_for', 'The same by what they wait for.', ['for']);
  readonly #oldest = this.#gauge(
    'queue_oldest_wait_seconds',
    'How long the first of the queue has been waiting.',
  );
  readonly #provisioning = this.#gauge('provisioning_running', 'Environments that are made or woken now.');
  readonly #most = this.#gauge('provisioning_limit', 'So many are made or woken at once.');
  readonly #alarms = this.#gauge('alarms', 'What the operator’s page warns of.', ['severity']);
  readonly #outbox = this.#gauge('outbox_due', 'Work that is due and has not reached the queues.');
  readonly #outboxAge = this.#gauge('outbox_oldest_seconds', 'How long the oldest of it has been due.');
  readonly #capacity = Object.fromEntries(
    Object.entries(resources).map(([name, [unit]]) => [
      name,
      this.#gauge(
        `capacity_${unit}`,
        `Of the host’s ${name}: total, planned, used, reserve, free for starts, planned for the largest.`,
        ['kind'],
      ),
    ]),
  ) as Record<keyof typeof resources, Gauge>;
  readonly #reconciledAt = this.#gauge(
    'reconcile_last_timestamp_seconds',
    'When the reconciler of this process last compared database and engine to the end.',
  );
  readonly #reconcileTook = this.#gauge('reconcile_duration_seconds', 'How long that look took.');
  readonly #setRight: Counter<'action' | 'what'>;

  constructor(registry: Registry) {
    this.#claims = new Counter({
      name: 'springboard_pool_claims_total',
      help: 'Starts that found an environment in the pool, and those that did not, since the installation began.',
      labelNames: ['topology', 'result'],
      registers: [],
    });
    this.#setRight = new Counter({
      name: 'springboard_reconciled_total',
      help: 'What the reconciler set right since this process began: orphans removed, lost, revived, …',
      labelNames: ['action', 'what'],
      registers: [],
    });
    for (const gauge of this.#gauges) registry.registerMetric(gauge);
    registry.registerMetric(this.#claims);
    registry.registerMetric(this.#setRight);
  }

  #gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    const gauge = new Gauge({ name: `springboard_${name}`, help, labelNames, registers: [] });
    this.#gauges.push(gauge);
    return gauge;
  }

  clear(): void {
    for (const gauge of this.#gauges) gauge.reset();
  }

  set({ fleet, engineUp, environments, images, labs, outbox, reconciler }: FleetMeasures): void {
    this.clear();
    this.#engineUp.set(Number(engineUp));
    for (const { topology, purpose, state, count } of environments)
      this.#environments.inc({ topology, purpose, state }, count);
    for (const { state, count } of images) this.#images.set({ state }, count);
    for (const { lab, state, provenAt } of labs) {
      for (const one of ['fresh', 'due', 'stale']) this.#labs.set({ lab, state: one }, Number(one === state));
      this.#proven.set({ lab }, (provenAt?.getTime() ?? 0) / 1000);
    }
    for (const pool of fleet.pools) {
      const { topology, hits, misses } = pool;
      for (const key of ['pooled', 'target', 'wanted', 'provisioning', 'outdated'] as const)
        this.#pool[key].set({ topology }, pool[key]);
      setTotal(this.#claims, { topology, result: 'hit' }, hits);
      setTotal(this.#claims, { topology, result: 'miss' }, misses);
      this.#queue.set({ topology }, 0);
    }
    for (const { topology, queue } of fleet.queue) {
      this.#queue.inc({ topology });
      this.#waits.inc({ for: queue.waitsFor });
    }
    const now = Date.parse(fleet.measuredAt);
    this.#oldest.set(Math.max(0, ...fleet.queue.map((one) => (now - Date.parse(one.since)) / 1000)));
    this.#provisioning.set(fleet.provisioning.running);
    this.#most.set(fleet.provisioning.most);
    for (const severity of ['warning', 'critical'])
      this.#alarms.set({ severity }, fleet.alarms.filter((alarm) => alarm.severity === severity).length);
    this.#outbox.set(outbox.due);
    this.#outboxAge.set(outbox.oldestSeconds);
    if (fleet.capacity) this.#setCapacity(fleet.capacity);
    if (reconciler.lastAt) this.#reconciledAt.set(reconciler.lastAt.getTime() / 1000);
    this.#reconcileTook.set(reconciler.durationMs / 1000);
    for (const [action, things] of Object.entries(reconciler.counters))
      for (const [what, total] of Object.entries(things)) setTotal(this.#setRight, { action, what }, total);
  }

  #setCapacity(capacity: Record<keyof typeof resources, ResourceView>): void {
    for (const [name, [, scale]] of Object.entries(resources) as [
      keyof typeof resources,
      readonly [string, number],
    ][]) {
      const { used, ...others } = capacity[name];
      const gauge = this.#capacity[name];
      for (const [kind, value] of Object.entries(others)) gauge.set({ kind }, value * scale);
      if (used !== null) gauge.set({ kind: 'used' }, used * scale);
    }
  }
}
