import { newTestInstallation, readInstallation } from '@springboard/config/installation.ts';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { collectFacts } from '@springboard/host/facts/collect.ts';
import type { Output } from '@springboard/host/output.ts';
import { bringEngineUp, type EngineProblem } from './engine.ts';

/** Brings the engine up for a command that needs no running installation. Null when it serves, else why it can't. */
export async function bringTestEngineUp(
  config: LauncherConfig,
  output: Output,
): Promise<EngineProblem | null> {
  const installation =
    config.installation ?? readInstallation(config.state)?.installation ?? newTestInstallation();
  return await bringEngineUp(
    config,
    await collectFacts(config, []),
    installation,
    { machineState: config.machineState, dryRun: false, ask: false },
    output,
  );
}
