import type { CheckResult } from '../result.ts';

/** Something that a person has to mend in a lab, in three sentences that need no knowledge of the platform. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** What happened. */
  readonly what: string;
  /** What it means, and what to do about it. */
  readonly mend: string;
  /** What the script or check said; may be empty. */
  readonly seen: string;
  /** The environment failed, which says nothing about the lab. */
  readonly ofEnvironment?: true;
}

export interface CheckSeen
  extends Pick<CheckResult, 'verdict' | 'learnerText' | 'authorText' | 'durationMs' | 'evidence'> {
  readonly id: string;
}

/** One step of a contract test, in the order in which they were made. */
export interface ContractStep {
  /** Null for what belongs to the whole lab. */
  readonly task: string | null;
  /** `setup`, `invariants`, `arrange`, `untouched`, `wrong/<name>`, `after wrong/<name>`, `rewind`, `solve`, `solved`, `reset`. */
  readonly step: string;
  /** No finding is an error. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly durationMs: number;
  /** What each check answered, where the step ran them. */
  readonly checks: readonly CheckSeen[];
  /** What a script printed. */
  readonly log: string;
}

/** One way through a lab, with one seed. */
export interface SeedReport {
  readonly seed: string;
  readonly ok: boolean;
  readonly steps: readonly ContractStep[];
}

export interface ContractReport {
  readonly lab: string;
  readonly ok: boolean;
  readonly seeds: readonly SeedReport[];
}

/** What happens while a contract test runs, as it happens. */
export type ContractEvent =
  | { readonly type: 'seed-started'; readonly seed: string }
  | { readonly type: 'step-started'; readonly task: string | null; readonly step: string }
  | { readonly type: 'waiting'; readonly task: string; readonly check: string; readonly text: string }
  | { readonly type: 'step-finished'; readonly result: ContractStep }
  | { readonly type: 'seed-finished'; readonly report: SeedReport };

/** A finding as text: what, then what to do, then what was seen, indented. */
export function formatFinding({ severity, what, mend, seen }: Finding): string {
  const lines = [`${severity}: ${what}`, mend, ...seen.split('\n').map((line) => `| ${line}`)];
  return (seen === '' ? lines.slice(0, 2) : lines).join('\n  ');
}
