import { DriverError, type EnvironmentDriver } from '@springboard/environments/driver.ts';
import type { CheckDefinition } from '@springboard/lab-format/model/scripts.ts';
import type { Params } from '@springboard/lab-format/params.ts';
import { buildInvocation } from './invocation.ts';
import { ownLines } from './own-lines.ts';
import type { CheckResult, Look } from './result.ts';
import { settle } from './settle.ts';
import { judge, judgeDriverError } from './verdict.ts';

export interface RunCheckOptions {
  readonly driver: Pick<EnvironmentDriver, 'exec'>;
  readonly environmentId: string;
  /** Node it runs on, already resolved (`nodeOfCheck`). */
  readonly node: string;
  /** The node is a hidden one: no learner can put tools there, so those of its `/usr/local` are found first. */
  readonly hidden?: boolean;
  readonly check: CheckDefinition;
  readonly params: Params;
  readonly seed: string;
  readonly signal: AbortSignal;
  /** Called while the verdict is waited for, with a text for the learner. */
  readonly onWaiting?: (text: string) => void;
  /**
   * `once` ignores `within`: *not yet* is answered at the first look, for runs that come back by themselves.
   * `stable_for` counts in both. Default `settle`.
   */
  readonly patience?: 'settle' | 'once';
  /** Pause between two looks of a check that settles, in milliseconds. Default 1000. */
  readonly intervalMs?: number;
}

const maxOutputBytes = 256 * 1024;

/**
 * Runs one check to its verdict. Every failure of the check or the engine is a verdict; the promise rejects only with
 * the signal's reason, and then there is none.
 */
export async function runCheck(options: RunCheckOptions): Promise<CheckResult> {
  const { check, signal } = options;
  const startedAt = new Date();
  const start = performance.now();
  const settled = await settle(() => lookOnce(options), {
    withinMs: options.patience === 'once' ? 0 : check.withinMs,
    stableForMs: check.stableForMs,
    intervalMs: options.intervalMs ?? 1000,
    signal,
    onWaiting: options.onWaiting ?? (() => {}),
  });
  return {
    ...settled.look,
    evidence: { ...settled.look.evidence, looks: settled.looks },
    startedAt,
    durationMs: Math.round(performance.now() - start),
  };
}

async function lookOnce(options: RunCheckOptions): Promise<Look> {
  const { driver, environmentId, node, check, params, seed, signal } = options;
  const name = check.id + (check.interpreter === 'python3' ? '.py' : '.sh');
  signal.throwIfAborted();
  try {
    const result = await driver.exec(environmentId, node, {
      ...buildInvocation({ script: check, name, params, seed, hidden: options.hidden ?? false }),
      timeoutMs: check.timeoutMs,
      maxOutputBytes,
      signal,
    });
    signal.throwIfAborted();
    // Byte for byte, since it may be anything.
    const stderr = ownLines(Buffer.from(result.stderr).toString('latin1'), check, name);
    return judge({ ...result, stderr: Buffer.from(stderr, 'latin1') }, node, check.timeoutMs);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DriverError) return judgeDriverError(error, node);
    throw error;
  }
}
