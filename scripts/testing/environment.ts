import { chmodSync, existsSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newTestInstallation, testPrefix } from '@springboard/config/installation.ts';
import { type LauncherConfig, loadLauncherConfig } from '@springboard/config/launcher.ts';
import { databaseUser } from '@springboard/db/embedded/os-user.ts';
import { runningServer } from '@springboard/db/embedded/process.ts';
import { type EngineApi, engineApi } from '@springboard/host/engine/api.ts';
import { testPackages } from '@springboard/host/engine/packages.ts';
import { installationsIn, removeProject } from '@springboard/host/engine/projects.ts';
import { collectFacts } from '@springboard/host/facts/collect.ts';
import { engineFacts } from '@springboard/host/facts/engine.ts';
import { nextFreePort } from '@springboard/host/facts/resources.ts';
import { amendManifest } from '@springboard/host/manifest.ts';
import type { Output } from '@springboard/host/output.ts';
import { runningLauncher } from '@springboard/host/platform/lock.ts';
import { endLeftovers } from '@springboard/host/platform/process-records.ts';
import { ended, signal } from '@springboard/host/process-identity.ts';
import { noteNewUser } from '@springboard/host/system-user.ts';
import { bringEngineUp, type EngineProblem } from '../launcher/engine.ts';

/** A state folder, an Incus project and ports that no platform of people uses. */
export interface TestEnvironment {
  readonly config: LauncherConfig;
  readonly installation: string;
  /** For the programs of the steps. */
  readonly env: Record<string, string>;
}

const chromium = () => process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Decides on folder, project and ports; makes nothing but the folder. */
export async function testEnvironment(base: LauncherConfig): Promise<TestEnvironment> {
  const state = `${base.state}-test`;
  const temporary = join(state, 'tmp');
  mkdirSync(temporary, { recursive: true, mode: 0o755 });
  // The tests' databases run as a user of their own, who has to get through.
  chmodSync(temporary, 0o1777);
  const port = await nextFreePort(17_800, '127.0.0.1');
  const gatewayPort = await nextFreePort(port + 1, '127.0.0.1');
  const installation = newTestInstallation();
  const env = {
    SPRINGBOARD_STATE: join(state, 'platform'),
    // What is put on the machine, and caches of images, are shared with the platform.
    SPRINGBOARD_MACHINE_STATE: base.machineState,
    SPRINGBOARD_PORT: String(port),
    SPRINGBOARD_GATEWAY_PORT: String(gatewayPort),
    SPRINGBOARD_INSTALLATION: installation,
    TMPDIR: temporary,
    CHROMIUM: chromium(),
  };
  mkdirSync(env.SPRINGBOARD_STATE, { recursive: true });
  await noteNewUser(base.machineState, databaseUser);
  return { config: loadLauncherConfig({ ...process.env, ...env }), installation, env };
}

/** Ends and removes everything of this and of earlier test runs, killed ones too. What the engine keeps is told: it says nothing about what is tested. */
export async function cleanUp(base: LauncherConfig, tell: (text: string) => void): Promise<void> {
  const state = `${base.state}-test`;
  const platform = join(state, 'platform');
  const launcher = runningLauncher(platform)?.launcher;
  if (launcher && signal(launcher, 'SIGTERM')) {
    if (!(await ended(launcher, 30_000))) signal(launcher, 'SIGKILL');
  }
  await endLeftovers(platform);
  // Port 0 is nobody's, so that whichever server still runs there is ended.
  const pidFiles = globSync('**/postmaster.pid', { cwd: state });
  for (const file of pidFiles) await runningServer(join(state, dirname(file)), 0);
  rmSync(state, { recursive: true, force: true });
  const facts = await engineFacts(base.engine);
  if (facts.version === null) return;
  const api = engineApi(base.engine, 60_000);
  for (const installation of await installationsIn(api)) {
    if (!installation.startsWith(testPrefix)) continue;
    const left = await removePatiently(api, installation);
    if (left) tell(`${installation} of a test run stays in the engine until the next run: ${left}`);
  }
  amendManifest(base.machineState, (manifest) => {
    manifest.installations = manifest.installations.filter((id) => !id.startsWith(testPrefix));
    manifest.stateFolders = manifest.stateFolders.filter((folder) => !folder.startsWith(state));
  });
}

/** Brings the engine up for the tests, with a browser where one is wanted. */
export async function prepareEngine(
  test: TestEnvironment,
  withBrowser: boolean,
  output: Output,
): Promise<EngineProblem | null> {
  const facts = await collectFacts(test.config, []);
  const packages = Object.entries(testPackages)
    .filter(([file, name]) => !existsSync(file) && (withBrowser || name !== 'chromium'))
    .map(([, name]) => name);
  return bringEngineUp(
    test.config,
    facts,
    test.installation,
    { machineState: test.config.machineState, dryRun: false, ask: false, packages },
    output,
  );
}

/** Seconds between tries. An engine that was killed or is still busy with a node refuses to remove it for a while. */
const removalPauses = [1, 4, 15];

/** Why an installation could not be removed; undefined when it is gone. */
async function removePatiently(api: EngineApi, installation: string): Promise<string | undefined> {
  for (let tries = 0; ; tries += 1) {
    try {
      await removeProject(api, installation);
      return undefined;
    } catch (error) {
      const pause = removalPauses[tries];
      if (pause === undefined) return error instanceof Error ? error.message : String(error);
      await sleep(pause * 1000);
    }
  }
}
