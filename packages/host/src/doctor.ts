import { readInstallation } from '@springboard/config/installation.ts';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { checkGroups, exitCodeOf, printReport } from './checks/report.ts';
import { collectFacts } from './facts/collect.ts';
import type { Output } from './output.ts';
import { runningLauncher } from './platform/lock.ts';

/** Looks at this machine, prints what it found (as a table or as JSON) and resolves to the exit code. Changes nothing. */
export async function doctor(
  config: LauncherConfig,
  options: { readonly json: boolean },
  output: Output,
): Promise<number> {
  const kept = readInstallation(config.state);
  const sshPort = config.sshPort === undefined ? (kept?.sshPort ?? 2222) : config.sshPort;
  const facts = await collectFacts(config, [
    { port: config.port ?? kept?.port ?? 7800, purpose: 'the pages' },
    { port: config.gatewayPort ?? kept?.gatewayPort ?? 7801, purpose: 'the terminals' },
    ...(sshPort === null ? [] : [{ port: sshPort, purpose: 'SSH clients' }]),
  ]);
  const groups = checkGroups(facts, runningLauncher(config.state) !== undefined);
  if (options.json) output.line(JSON.stringify({ groups, exitCode: exitCodeOf(groups) }, null, 2));
  else printReport(groups, output);
  return exitCodeOf(groups);
}
