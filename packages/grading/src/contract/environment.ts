import {
  type AppliedEnvironment,
  DriverError,
  type EnvironmentDriver,
  type EnvironmentSpec,
} from '@springboard/environments/driver.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import { parseDuration } from '@springboard/lab-format/duration.ts';

/** What a contract test needs of an environment: a fresh one of the lab's topology, ready and untouched. */
export interface ContractEnvironment {
  readonly driver: Pick<EnvironmentDriver, 'exec'>;
  readonly environmentId: string;
  readonly topology: Topology;
  save(name: string, signal: AbortSignal): Promise<void>;
  /** Back to a save point, booted and healthy again. */
  rewind(name: string, signal: AbortSignal): Promise<void>;
  deleteSavePoint(name: string): Promise<void>;
  /** Where a check must not leave anything; what a node has of its own when absent. */
  readonly watchedFolders?: readonly string[];
}

/** Makes an environment through a driver and waits until its topology's probes pass. The caller destroys it. */
export async function openEnvironment(
  driver: EnvironmentDriver,
  spec: EnvironmentSpec,
  signal: AbortSignal,
  report: (stage: string) => void = () => {},
): Promise<ContractEnvironment> {
  const say = stagesTo(report);
  await settle(driver, spec, () => driver.apply(spec, say, signal), signal, report);
  return madeEnvironment(driver, spec, report);
}

/** The same of one that is there already, ready and untouched. */
export function madeEnvironment(
  driver: EnvironmentDriver,
  spec: EnvironmentSpec,
  report: (stage: string) => void = () => {},
): ContractEnvironment {
  const { id, topology } = spec;
  const say = stagesTo(report);
  return {
    driver,
    environmentId: id,
    topology,
    save: (name, signal) => driver.save(id, name, signal),
    rewind: (name, signal) =>
      settle(driver, spec, () => driver.rewind(spec, name, say, signal), signal, report),
    deleteSavePoint: (name) => driver.deleteSavePoint(id, name),
  };
}

const stagesTo =
  (report: (stage: string) => void) =>
  ({ stage, message }: { readonly stage: string; readonly message?: string }) =>
    report(message ?? stage);

async function settle(
  driver: EnvironmentDriver,
  { id, topology }: EnvironmentSpec,
  work: () => Promise<AppliedEnvironment>,
  signal: AbortSignal,
  report: (stage: string) => void,
): Promise<void> {
  await retried(work);
  // A busy machine may need more than the time that a probe has in the platform.
  await retried(() => probe(driver, id, topology, signal, report));
}

/** As the platform does it: what an engine under load refuses once, it does at the second call. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 3 || !(error instanceof DriverError && error.retryable)) throw error;
    }
  }
}

async function probe(
  driver: Pick<EnvironmentDriver, 'exec'>,
  id: string,
  topology: Topology,
  signal: AbortSignal,
  report: (stage: string) => void,
): Promise<void> {
  for (const { title, on, run, timeout } of topology.readiness) {
    report(title);
    const result = await driver.exec(id, on, { command: run, timeoutMs: parseDuration(timeout), signal });
    if (result.exitCode === 0) continue;
    const said = new TextDecoder().decode(result.stdout).trim();
    throw new DriverError('failed', `The environment did not become healthy: ${title}: ${said}`);
  }
}
