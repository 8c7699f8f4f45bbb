import { setTimeout as sleep } from 'node:timers/promises';
import type { InvariantDefinition } from '@springboard/lab-format/model/scripts.ts';
import type { Params } from '@springboard/lab-format/params.ts';
import { nodeOfCheck } from '../nodes.ts';
import type { CheckResult } from '../result.ts';
import { runCheck } from '../run-check.ts';
import type { ContractEnvironment } from './environment.ts';
import { explain, explainBroken } from './explain.ts';
import type { Finding } from './report.ts';

export interface InvariantWatchOptions {
  readonly environment: ContractEnvironment;
  readonly invariants: readonly InvariantDefinition[];
  readonly params: Params;
  readonly seed: string;
  readonly signal: AbortSignal;
}

/** Looks at every invariant once. */
export async function lookAtInvariants(options: InvariantWatchOptions, when: string): Promise<Finding[]> {
  const findings = await Promise.all(
    options.invariants.map(async (invariant) => {
      const result = await look(options, invariant, options.signal);
      return explained(invariant, when, result);
    }),
  );
  return findings.flat();
}

/** Looks at every invariant at its interval while the work goes on, as the platform does; each breach counts once. */
export async function watchInvariants<T>(
  options: InvariantWatchOptions,
  when: string,
  work: () => Promise<T>,
): Promise<{ value: T; findings: Finding[] }> {
  const done = new AbortController();
  const signal = AbortSignal.any([options.signal, done.signal]);
  const findings = new Map<string, Finding[]>();
  const watches = options.invariants.map(async (invariant) => {
    while (!signal.aborted) {
      await sleep(invariant.intervalMs, undefined, { signal });
      // A look that has begun goes to its end, though the work may be done by then: what it has seen did happen.
      const found = explained(invariant, when, await look(options, invariant, options.signal));
      if (found.length > 0) findings.set(invariant.id, found);
    }
  });
  try {
    const value = await work();
    done.abort();
    await Promise.allSettled(watches);
    return { value, findings: [...findings.values()].flat() };
  } finally {
    done.abort();
    await Promise.allSettled(watches);
  }
}

function look(
  { environment, params, seed }: InvariantWatchOptions,
  invariant: InvariantDefinition,
  signal: AbortSignal,
): Promise<CheckResult> {
  const { driver, environmentId, topology } = environment;
  const node = nodeOfCheck(invariant, topology, params);
  return runCheck({
    driver,
    environmentId,
    node,
    hidden: topology.nodes.some(({ name, role }) => name === node && role === 'hidden'),
    check: { ...invariant, weight: 1, withinMs: 0, stableForMs: 0, hold: false },
    params,
    seed,
    signal,
    patience: 'once',
  });
}

function explained(invariant: InvariantDefinition, when: string, result: CheckResult): Finding[] {
  const name = `invariants/${invariant.id}`;
  if (result.verdict === 'pass') return [];
  return [explainBroken(name, when, result) ?? explain.breached(name, when, result)];
}
