import { Gauge, Histogram, type Registry } from 'prom-client';

export interface HttpMetrics {
  /** `route` is the pattern of the path, never the path: ids do not become labels. */
  observe(request: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
}

/** Metrics of the API: how long requests take and how they end, and how many pages listen. */
export function createHttpMetrics(registry: Registry, openStreams: () => number): HttpMetrics {
  const registers = [registry];
  const durations = new Histogram({
    name: 'springboard_http_request_duration_seconds',
    help: 'Time from a request to its answer; streams of events count until their first byte.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    registers,
  });
  new Gauge({
    name: 'springboard_event_streams',
    help: 'Streams of server-sent events that are open.',
    registers,
    collect() {
      this.set(openStreams());
    },
  });
  return {
    observe: ({ method, route, status, seconds }) =>
      durations.observe({ method, route, status: String(status) }, seconds),
  };
}
