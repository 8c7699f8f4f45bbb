import type { EnvironmentDriver } from '@springboard/environments/driver.ts';
import type { Script } from '@springboard/lab-format/model/scripts.ts';
import type { Params } from '@springboard/lab-format/params.ts';
import { buildInvocation } from './invocation.ts';
import { lastLine, readRecords, tidy } from './output.ts';
import { ownLines } from './own-lines.ts';

export interface RunScriptOptions {
  readonly driver: Pick<EnvironmentDriver, 'exec'>;
  readonly environmentId: string;
  /** Node it runs on, already resolved (`nodeOfScript`). */
  readonly node: string;
  readonly script: Script;
  /** What error messages call it, such as `setup.sh`. */
  readonly name: string;
  readonly params: Params;
  readonly seed: string;
  /** In milliseconds. Default 60 000. */
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

export interface ScriptResult {
  /** It exited 0. */
  readonly ok: boolean;
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  /** Output and errors as they came, cut to 16 KiB. */
  readonly log: string;
  /** One line on why it is not ok; empty when it is. */
  readonly reason: string;
  readonly durationMs: number;
}

/**
 * Runs a setup, arrange, solve or wrong script. A script that fails is a result; what the driver throws
 * (`DriverError`) is passed on, since only the caller knows whether to try again.
 */
export async function runScript(options: RunScriptOptions): Promise<ScriptResult> {
  const { driver, environmentId, node, script, name, params, seed, signal } = options;
  const timeoutMs = options.timeoutMs ?? 60_000;
  const invocation = buildInvocation({ script: merged(script), name, params, seed });
  const result = await driver.exec(environmentId, node, {
    ...invocation,
    timeoutMs,
    signal,
  });
  const output = new TextDecoder().decode(result.stdout) + new TextDecoder().decode(result.stderr);
  const { records, rest } = readRecords(ownLines(output, script, name));
  const log = tidy(
    [rest, ...records.map((record) => `${record.kind}: ${record.text}`)].join('\n').trim(),
    16_384,
  );
  const ok = result.exitCode === 0 && !result.timedOut;
  const said = records.findLast((record) => record.kind !== 'note' && record.kind !== 'metric')?.text;
  const how = result.timedOut
    ? `took longer than ${timeoutMs} ms`
    : result.exitCode === null
      ? 'was killed by a signal'
      : `exited ${result.exitCode}`;
  const why = said || lastLine(tidy(rest, 1000));
  return {
    ok,
    exitCode: result.exitCode,
    timedOut: result.timedOut,
    log,
    reason: ok ? '' : `${name} on ${node} ${how}${why === undefined ? '' : `: ${why}`}`,
    durationMs: Math.round(result.durationMs),
  };
}

/** Errors go where the output goes, so that a log reads in the order in which things happened. */
function merged(script: Script): Script {
  const first = script.interpreter === 'bash' ? 'exec 2>&1; ' : 'import os; os.dup2(1, 2); ';
  return { ...script, script: first + script.script };
}
