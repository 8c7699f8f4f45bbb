import type { Verdict } from '@springboard/contracts/attempts.ts';

/** What is kept of a check's last look, for its author. Safe to store as JSON. */
export interface Evidence {
  readonly node: string;
  /** How often the script ran until the verdict. */
  readonly looks: number;
  /** Null when it was killed, or never began. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  /** Output went beyond the limit and the rest was dropped. */
  readonly truncated: boolean;
  /** Without the helpers' messages; cut to a few kilobytes. */
  readonly stdout: string;
  readonly stderr: string;
  /** Duration of the last look, in milliseconds. */
  readonly lookMs: number;
  /** Kind of the driver's error, when the node could not be asked. */
  readonly driverError: string | null;
}

export interface CheckResult {
  readonly verdict: Verdict;
  /** Null when there is nothing to say. */
  readonly learnerText: string | null;
  readonly authorText: string | null;
  readonly evidence: Evidence;
  readonly startedAt: Date;
  /** From the first look to the verdict. */
  readonly durationMs: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** One look at the system; a verdict may need several. */
export type Look = Pick<CheckResult, 'verdict' | 'learnerText' | 'authorText' | 'metrics'> & {
  readonly evidence: Omit<Evidence, 'looks'>;
};
