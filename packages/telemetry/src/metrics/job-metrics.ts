import { Gauge, Histogram, type Registry } from 'prom-client';

export interface JobMetrics {
  /** Runs one job's work and keeps how long it took and how it ended. */
  measure<T>(job: string, work: () => Promise<T>): Promise<T>;
}

/** Metrics of the jobs that this worker does. */
export function createJobMetrics(registry: Registry): JobMetrics {
  const registers = [registry];
  const durations = new Histogram({
    name: 'springboard_job_duration_seconds',
    help: 'Time that a run of a job took, by how it ended.',
    labelNames: ['job', 'outcome'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300],
    registers,
  });
  const lastSuccess = new Gauge({
    name: 'springboard_job_last_success_timestamp_seconds',
    help: 'When a run of the job last ended well, in this process.',
    labelNames: ['job'],
    registers,
  });
  const running = new Gauge({
    name: 'springboard_jobs_running',
    help: 'Jobs under way in this process.',
    labelNames: ['job'],
    registers,
  });
  return {
    async measure(job, work) {
      const begun = performance.now();
      let outcome = 'failed';
      running.inc({ job });
      try {
        const result = await work();
        outcome = 'done';
        lastSuccess.set({ job }, Date.now() / 1000);
        return result;
      } finally {
        running.dec({ job });
        durations.observe({ job, outcome }, (performance.now() - begun) / 1000);
      }
    },
  };
}
