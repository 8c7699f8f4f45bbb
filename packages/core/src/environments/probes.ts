import { setTimeout as sleep } from 'node:timers/promises';
import { DriverError, type EnvironmentDriver } from '@springboard/environments/driver.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import { lastLine, tidy } from '@springboard/grading/output.ts';
import { parseDuration } from '@springboard/lab-format/duration.ts';
import { StageError } from './failure.ts';

/** Pause between two tries of a probe. */
const pauseMs = 250;
/** A try that waits by itself is cut off after this, so that the page hears how far it is; longer than most need. */
const longestTryMs = 6_000;

/** Runs a topology's readiness probes in order, each until it exits 0. `say` is told the last line a try printed. */
export async function runProbes(options: {
  readonly driver: Pick<EnvironmentDriver, 'exec'>;
  readonly environmentId: string;
  readonly topology: Topology;
  readonly signal: AbortSignal;
  readonly say: (message: string) => Promise<void>;
}): Promise<void> {
  for (const probe of options.topology.readiness) await runProbe(probe, options);
}

async function runProbe(
  probe: Topology['readiness'][number],
  { driver, environmentId, signal, say }: Parameters<typeof runProbes>[0],
): Promise<void> {
  const limitMs = parseDuration(probe.timeout);
  const until = performance.now() + limitMs;
  const decoder = new TextDecoder();
  let said = '';
  let log = '';
  for (;;) {
    signal.throwIfAborted();
    const leftMs = Math.ceil(until - performance.now());
    if (leftMs <= 0)
      throw new StageError(
        'healthy',
        `"${probe.title}" was not reached in ${probe.timeout}${said && `: ${said}`}`,
        {
          reason: 'deadline',
          remedy: 'Try again: you get a fresh environment. If it happens again, tell an operator.',
          log,
        },
      );
    try {
      const result = await driver.exec(environmentId, probe.on, {
        command: probe.run,
        timeoutMs: Math.min(leftMs, longestTryMs),
        signal,
      });
      signal.throwIfAborted();
      if (result.exitCode === 0) return;
      const [out, err] = [result.stdout, result.stderr].map((bytes) =>
        tidy(decoder.decode(bytes), 8_000),
      ) as [string, string];
      log = `${probe.run.join(' ')} on ${probe.on}: exit ${result.exitCode}\n${out}\n${err}`;
      const line = (lastLine(out) ?? lastLine(err) ?? probe.title).slice(0, 300);
      if (line !== said) await say(line);
      said = line;
      if (result.timedOut) continue;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof DriverError) || !error.retryable) throw error;
      log = `${probe.run.join(' ')} on ${probe.on}: ${error.message}`;
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
