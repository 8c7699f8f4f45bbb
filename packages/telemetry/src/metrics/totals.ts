import { type Counter, Histogram, type HistogramConfiguration } from 'prom-client';

interface Totals<T extends string> {
  readonly labels: Readonly<Record<T, string>>;
  /** By upper bound, and one more for what is above the last; not cumulated. */
  readonly counts: number[];
  sum: number;
}

/**
 * A histogram of what has been counted elsewhere (in SQL, since the beginning), so that its totals survive a restart: what is
 * counted is added by the class, not observed one by one.
 */
export class TotalsHistogram<T extends string> extends Histogram<T> {
  readonly #config: HistogramConfiguration<T> & { buckets: number[] };
  readonly #totals = new Map<string, Totals<T>>();

  constructor(config: HistogramConfiguration<T> & { buckets: number[] }) {
    super(config);
    this.#config = config;
  }

  /** `bound` is the index of the upper bound, or the number of bounds for what is above the last. */
  add(
    labels: Readonly<Record<T, string>>,
    counted: { readonly bound: number; readonly count: number; readonly sum: number },
  ): void {
    const key = JSON.stringify(Object.entries(labels).sort());
    const totals = this.#totals.get(key) ?? {
      labels,
      counts: Array.from({ length: this.#config.buckets.length + 1 }, () => 0),
      sum: 0,
    };
    totals.counts[counted.bound] = (totals.counts[counted.bound] ?? 0) + counted.count;
    totals.sum += counted.sum;
    this.#totals.set(key, totals);
  }

  /** What the library's registry, and its own `get`, read the values from; its types do not know of it. */
  async getForPromString() {
    const { name, help, buckets } = this.#config;
    const values: { value: number; labels: Record<string, string | number>; metricName: string }[] = [];
    for (const { labels, counts, sum } of this.#totals.values()) {
      let cumulated = 0;
      for (const [index, count] of counts.entries()) {
        cumulated += count;
        const le = buckets[index] ?? '+Inf';
        values.push({ metricName: `${name}_bucket`, labels: { le, ...labels }, value: cumulated });
      }
      values.push({ metricName: `${name}_sum`, labels: { ...labels }, value: sum });
      values.push({ metricName: `${name}_count`, labels: { ...labels }, value: cumulated });
    }
    return { name, help, type: 'histogram', values, aggregator: 'sum' };
  }
}

/** A counter whose value is kept elsewhere (a column that only grows): it is set, not raised. */
export function setTotal<T extends string>(
  counter: Counter<T>,
  labels: Readonly<Record<T, string>>,
  total: number,
): void {
  counter.remove(labels);
  counter.inc(labels, total);
}
