import { Gauge, Histogram, type Registry } from 'prom-client';

export interface JobMetrics {
  /** Runs one job's work and keeps how long it took and how it ended. */
  measure<T>(name: string, run: () => Promise<T>): Promise<T>;
}

/** Metrics of the jobs that this worker does. Their label is `work`: `job` is what Prometheus calls the process. */
export function createJobMetrics(registry: Registry): JobMetrics {
  const registers = [registry];
  const durations = new Histogram({
    name: 'springboard_job_duration_seconds',
    help: 'Time that a run of a job took, by how it ended.',
    labelNames: ['work', 'outcome'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300],
    registers,
  });
  const lastSuccess = new Gauge({
    name: 'springboard_job_last_success_timestamp_seconds',
    help: 'When a run of the job last ended well, in this process.',
    labelNames: ['work'],
    registers,
  });
  const running = new Gauge({
    name: 'springboard_jobs_running',
    help: 'Jobs under way in this process.',
    labelNames: ['work'],
    registers,
  });
  return {
    async measure(name, run) {
      const begun = performance.now();
      let outcome = 'failed';
      running.inc({ work: name });
      try {
        const result = await run();
        outcome = 'done';
        lastSuccess.set({ work: name }, Date.now() / 1000);
        return result;
      } finally {
        running.dec({ work: name });
        durations.observe({ work: name, outcome }, (performance.now() - begun) / 1000);
      }
    },
  };
}
