import { max, medianSorted, quantileSorted } from 'simple-statistics';

/** One row of a benchmark: a series of times in milliseconds, and what it is held against. */
export interface Row {
  readonly what: string;
  readonly samplesMs: readonly number[];
  /** The peer or the engine's floor for the same thing in the same run: name and samples in milliseconds. */
  readonly against?: { readonly name: string; readonly samplesMs: readonly number[] };
}

/** One number that is no series of times. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** A number that was aimed at. A benchmark says whether it was reached; nothing fails when it was not. */
export interface Goal {
  readonly what: string;
  readonly value: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly unit: string;
}

/** Whether a goal was reached; a value that is no number reaches none. */
export function isMet({
  value,
  atMost = Number.POSITIVE_INFINITY,
  atLeast = Number.NEGATIVE_INFINITY,
}: Goal): boolean {
  return value <= atMost && value >= atLeast;
}

/** The value that so much of the samples (0.99 for the 99th percentile) are not above, interpolated. */
export function quantile(samples: readonly number[], part: number): number {
  return quantileSorted(
    samples.toSorted((a, b) => a - b),
    part,
  );
}

export interface Summary {
  readonly what: string;
  readonly n: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Of a hundred samples or more; of fewer it says no more than the worst. */
  readonly p99Ms?: number;
  readonly worstMs: number;
  readonly against?: { readonly name: string; readonly n: number; readonly medianMs: number };
  /** Median over the median of what it is held against. */
  readonly ratio?: number;
}

/** Median, 95th percentile (interpolated) and worst of each row. A row without samples is an error: it measured nothing. */
export function summarise(row: Row): Summary {
  if (row.samplesMs.length === 0) throw new Error(`"${row.what}" has no samples`);
  const sorted = row.samplesMs.toSorted((a, b) => a - b);
  const medianMs = medianSorted(sorted);
  const summary = {
    what: row.what,
    n: sorted.length,
    medianMs,
    p95Ms: quantileSorted(sorted, 0.95),
    ...(sorted.length >= 100 && { p99Ms: quantileSorted(sorted, 0.99) }),
    worstMs: max(sorted),
  };
  if (!row.against) return summary;
  const peer = row.against.samplesMs.toSorted((a, b) => a - b);
  const peerMedian = medianSorted(peer);
  return {
    ...summary,
    against: { name: row.against.name, n: peer.length, medianMs: peerMedian },
    ratio: medianMs / peerMedian,
  };
}
