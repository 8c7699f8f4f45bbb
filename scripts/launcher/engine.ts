import { createInterface } from 'node:readline/promises';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { enginePackages, imagePackages } from '@springboard/host/engine/packages.ts';
import { judgeEngine } from '@springboard/host/engine/plan.ts';
import { carryOut, describePlan, prepareSetup } from '@springboard/host/engine/setup.ts';
import { registerInstallation } from '@springboard/host/engine/storage.ts';
import type { HostFacts } from '@springboard/host/facts/collect.ts';
import { poolName } from '@springboard/host/facts/engine.ts';
import type { Output } from '@springboard/host/output.ts';
import { HostError } from '@springboard/host/run.ts';

export interface EngineOptions {
  /** Where what was done to the machine is written down. */
  readonly machineState: string;
  readonly dryRun: boolean;
  readonly ask: boolean;
  /** Further Debian packages wanted, such as the browser of the tests. */
  readonly packages?: readonly string[];
}

/** Why no environment can run from here, in words for the page. */
export interface EngineProblem {
  readonly reason: string;
  readonly remedy: string;
}

/**
 * Brings the engine up: says what it is going to change, then does it. Null when the engine serves. Where it cannot run
 * at all the reason is returned, since the pages come up all the same; only a set-up that breaks off throws.
 */
export async function bringEngineUp(
  config: LauncherConfig,
  facts: HostFacts,
  installation: string,
  options: EngineOptions,
  output: Output,
): Promise<EngineProblem | null> {
  const verdict = judgeEngine(facts);
  if (verdict.kind === 'impossible') return verdict;
  if (verdict.kind === 'remote') {
    if (options.dryRun) return null;
    registerInstallation(options.machineState, installation, config.state);
    if (facts.engine.pool === null) {
      output.line(
        `  ${output.paint('yellow', 'storage')}   the Incus of INCUS_URL has no pool "${poolName}", so no lab can be opened;`,
      );
      output.line('            docs/operations.md says what has to be brought to an engine elsewhere');
    }
    return null;
  }
  const setup = await prepareSetup(facts, [...enginePackages, ...imagePackages, ...(options.packages ?? [])]);
  const mayChange = facts.privileges.root !== 'none';
  const steps = setup.steps.filter(({ id }) => mayChange || id === 'pool');
  if (steps.some(({ id }) => id !== 'daemon')) {
    output.line(
      'To run environments, this will be changed on this machine (npm run uninstall takes it back):',
    );
    for (const line of describePlan(steps)) output.line(line);
    output.line();
  }
  if (options.dryRun) {
    if (steps.length === 0) output.line('Nothing has to be changed on this machine.');
    return null;
  }
  if (steps.length > 0 && options.ask && !(await confirmed('Go on?'))) {
    throw new HostError('Nothing was changed.');
  }
  registerInstallation(options.machineState, installation, config.state);
  await carryOut(
    options.machineState,
    facts,
    mayChange
      ? { ...setup, steps }
      : { steps, missingPackages: [], aptSource: undefined, newMember: undefined },
    output,
  );
  return null;
}

/** Asks a yes-or-no question; no terminal means no. */
export async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`${question} [y/N] `);
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}
