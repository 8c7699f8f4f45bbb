import type { ContractEvent, ContractReport } from '@springboard/grading/contract/report.ts';
import { seedsOf, testLab, testLimitMs } from '@springboard/grading/contract/test-lab.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import type { TestEngine, TestEnvironment } from './engine.ts';

/** A lab once through, in an environment of its own: with its seed, and after a reset with another one. */
export interface Round {
  readonly lab: LabDefinition;
  /** From 1. */
  readonly round: number;
  readonly seed: string;
}

export interface RoundResult {
  readonly lab: string;
  readonly round: number;
  readonly seed: string;
  readonly ok: boolean;
  /** Undefined when there was no environment to test in; `trouble` says why. */
  readonly report: ContractReport | undefined;
  readonly trouble: string | undefined;
  readonly durationMs: number;
  /** Ways into the environment, where it was kept for a look inside. */
  readonly kept: readonly string[];
}

export type RoundEvent = ContractEvent | { readonly type: 'environment'; readonly stage: string };

export interface RoundsOptions {
  readonly rounds: readonly Round[];
  readonly engine: Pick<TestEngine, 'open' | 'destroy'>;
  readonly jobs: number;
  /** Leave the environment of a round that failed. */
  readonly keep: boolean;
  readonly signal: AbortSignal;
  readonly onEvent: (round: Round, event: RoundEvent) => void;
  readonly onResult: (round: Round, result: RoundResult) => void | Promise<void>;
}

/** Runs all rounds, `jobs` of them side by side. A round that fails does not end the others; an abort does. */
export async function runRounds(options: RoundsOptions): Promise<RoundResult[]> {
  const results: RoundResult[] = [];
  const queue = options.rounds.values();
  const worker = async () => {
    for (const round of queue) {
      options.signal.throwIfAborted();
      const result = await runRound(options, round);
      results.push(result);
      await options.onResult(round, result);
    }
  };
  const workers = Array.from({ length: Math.min(options.jobs, options.rounds.length) }, worker);
  const ended = await Promise.allSettled(workers);
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return results;
}

async function runRound(options: RoundsOptions, round: Round): Promise<RoundResult> {
  const { engine, onEvent } = options;
  const { lab, seed } = round;
  const start = performance.now();
  const limit = AbortSignal.timeout(testLimitMs);
  const signal = AbortSignal.any([options.signal, limit]);
  let opened: TestEnvironment | undefined;
  let report: ContractReport | undefined;
  let trouble: string | undefined;
  try {
    opened = await engine.open(lab.environment, signal, (stage) =>
      onEvent(round, { type: 'environment', stage }),
    );
    report = await testLab({
      environment: opened.environment,
      lab,
      seeds: seedsOf(seed),
      signal,
      onEvent: (event) => onEvent(round, event),
    });
  } catch (error) {
    if (!options.signal.aborted)
      trouble = limit.aborted
        ? `The test took longer than ${testLimitMs / 60_000} minutes and was ended.`
        : troubleOf(error);
  }
  const ok = report?.ok === true;
  const keep = options.keep && !ok && opened !== undefined && !options.signal.aborted;
  if (opened && !keep) await engine.destroy(opened);
  options.signal.throwIfAborted();
  return {
    lab: lab.slug,
    round: round.round,
    seed,
    ok,
    report,
    trouble,
    durationMs: performance.now() - start,
    kept: keep ? (opened?.shells ?? []) : [],
  };
}

function troubleOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const remedy = 'remedy' in error && typeof error.remedy === 'string' ? `\n${error.remedy}` : '';
  return error.message + remedy;
}
