import { join } from 'node:path';
import type { EnvironmentDriver } from '@springboard/environments/driver.ts';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import { drawParams } from '@springboard/lab-format/params.ts';
import { runScript } from '../run-script.ts';

const labsFolder = join(import.meta.dirname, '../../../../labs');

/** Runs the solution of a lab's first task in an environment of it; `node` is where it goes unless it says so itself. */
export async function solveFirstTask(options: {
  readonly driver: Pick<EnvironmentDriver, 'exec'>;
  readonly environmentId: string;
  readonly node: string;
  readonly lab: string;
  readonly seed: string;
}): Promise<void> {
  const { driver, environmentId, node, lab, seed } = options;
  const { labs } = await loadLabs(labsFolder);
  const definition = labs.find((one) => one.definition.slug === lab)?.definition;
  const script = definition?.tasks[0]?.solve;
  if (!definition || !script) throw new Error(`${lab} cannot be solved`);
  const result = await runScript({
    driver,
    environmentId,
    node: script.on ?? node,
    script,
    name: 'solve.sh',
    params: drawParams(definition.params, seed),
    seed,
    signal: AbortSignal.timeout(120_000),
  });
  if (!result.ok) throw new Error(`solve.sh: ${result.log}`);
}
