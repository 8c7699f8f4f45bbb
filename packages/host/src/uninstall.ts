import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { type EngineApi, engineApi } from './engine/api.ts';
import { stopDaemon } from './engine/daemon.ts';
import {
  foreignInstances,
  projectOf,
  removeImages,
  removeProject,
  springboardProjects,
} from './engine/projects.ts';
import { type PackageRemoval, planPackageRemoval } from './engine/removal.ts';
import { restoreLimits } from './engine/sysctls.ts';
import { engineFacts, poolName } from './facts/engine.ts';
import { osFacts, privilegeFacts } from './facts/os.ts';
import { amendManifest, type Manifest, readManifest } from './manifest.ts';
import { mustRunAsRoot, run, runAsRoot } from './run.ts';

/** System user the embedded database runs as for root (packages/db makes it). */
const databaseUser = 'springboard-db';

/** What uninstall is going to do; made before anything is done. */
export interface Removal {
  readonly manifest: Manifest;
  /** Of those in the manifest, the installations that the engine still has. */
  readonly installations: readonly string[];
  readonly engineAnswers: boolean;
  /** Instances and installations that are not ours; the engine and its images stay while there are any. */
  readonly foreign: readonly string[];
  readonly packages: PackageRemoval;
  readonly databaseUserExists: boolean;
  readonly stateFolders: readonly string[];
  readonly mayChangeMachine: boolean;
}

const databaseIn = (state: string) => existsSync(join(state, 'postgres'));

export async function planRemoval(config: LauncherConfig): Promise<Removal> {
  const manifest = readManifest(config.machineState);
  const facts = await engineFacts(config.engine);
  const api = engineApi(config.engine, 60_000);
  const answers = facts.version !== null;
  const projects = answers ? await springboardProjects(api) : [];
  const installations = manifest.installations.filter((id) => projects.includes(projectOf(id)));
  const ours = manifest.installations.map(projectOf);
  const foreign = answers ? await foreignInstances(api, ours) : [];
  foreign.push(...projects.filter((project) => !ours.includes(project)));
  return {
    manifest,
    installations,
    engineAnswers: answers,
    foreign,
    packages: await planPackageRemoval(manifest.packages),
    databaseUserExists: (await run(['id', databaseUser])).code === 0,
    stateFolders: [...new Set([...manifest.stateFolders, config.state])].filter((folder) =>
      existsSync(folder),
    ),
    mayChangeMachine: (await privilegeFacts()).root !== 'none',
  };
}

export interface RemovalLines {
  readonly removed: readonly string[];
  readonly kept: readonly string[];
}

/** The plan in words. */
export function describeRemoval(removal: Removal, withDatabase: boolean): RemovalLines {
  const { manifest, foreign, packages } = removal;
  const removed: string[] = [];
  const kept: string[] = [];
  for (const id of removal.installations) removed.push(`environments and networks of installation ${id}`);
  if (removal.engineAnswers && foreign.length === 0) removed.push('images that Springboard built');
  if (manifest.pool) {
    if (foreign.length === 0) removed.push(`storage pool "${manifest.pool.name}" (${manifest.pool.driver})`);
    else
      kept.push(
        `storage pool "${manifest.pool.name}": Incus holds instances that are not ours (${foreign.slice(0, 3).join(', ')})`,
      );
  }
  if (manifest.sysctls.length > 0)
    removed.push(`${manifest.sysctls.length} raised kernel limits (back to what they were)`);
  if (manifest.files.length > 0) removed.push(`files: ${manifest.files.join(', ')}`);
  if (foreign.length === 0 && packages.remove.length > 0) {
    removed.push(
      `${packages.remove.length} Debian packages that came with Springboard: ${packages.remove.join(' ')}`,
    );
  }
  const staying = foreign.length === 0 ? packages.keep : [...packages.remove, ...packages.keep];
  if (staying.length > 0) kept.push(`Debian packages that others need: ${staying.join(' ')}`);
  for (const { user, group } of manifest.memberships) removed.push(`membership of ${user} in ${group}`);
  for (const folder of removal.stateFolders) {
    if (databaseIn(folder) && !withDatabase) {
      removed.push(`state folder ${folder}, without the database`);
      kept.push(
        `database with all results, and its identity: ${folder}/postgres, ${folder}/installation.json`,
      );
    } else removed.push(`state folder ${folder}`);
  }
  const databasesStay = !withDatabase && removal.stateFolders.some(databaseIn);
  if (removal.databaseUserExists) (databasesStay ? kept : removed).push(`system user ${databaseUser}`);
  return { removed, kept };
}

/** Carries the removal out; `say` is told of each step. What fails is said, and the rest goes on. */
export async function carryOutRemoval(
  config: LauncherConfig,
  removal: Removal,
  withDatabase: boolean,
  say: (text: string) => void,
): Promise<boolean> {
  let allWell = true;
  const step = async (what: string, action: () => Promise<unknown>) => {
    try {
      await action();
      say(what);
    } catch (error) {
      allWell = false;
      say(`${what}: failed. ${error instanceof Error ? error.message : error}`);
    }
  };
  const api = engineApi(config.engine, 120_000);
  if (removal.engineAnswers) {
    for (const id of removal.installations)
      await step(`installation ${id} removed`, () => removeProject(api, id));
    if (removal.foreign.length === 0) await step('images removed', () => removeImages(api));
    if (removal.manifest.pool && removal.foreign.length === 0) {
      await step('storage pool removed', () => removePool(api, config.machineState));
    }
  }
  if (removal.mayChangeMachine) await removeFromMachine(config.machineState, removal, step);
  for (const folder of removal.stateFolders) {
    await step(`${folder} cleared`, async () => clearState(folder, withDatabase));
  }
  if (removal.databaseUserExists && !removal.stateFolders.some(databaseIn) && removal.mayChangeMachine) {
    // userdel refuses while a process runs as the user, such as the database of another state folder.
    const gone = (await runAsRoot(['userdel', databaseUser])).code === 0;
    say(`system user ${databaseUser} ${gone ? 'removed' : 'kept: something still runs as it'}`);
  }
  return allWell;
}

async function removePool(api: EngineApi, machineState: string): Promise<void> {
  await api.call('DELETE', `/1.0/storage-pools/${poolName}`);
  amendManifest(machineState, (manifest) => {
    manifest.pool = null;
  });
}

async function removeFromMachine(
  machineState: string,
  removal: Removal,
  step: (what: string, action: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const { manifest, packages } = removal;
  if (manifest.sysctls.length > 0) await step('kernel limits put back', () => restoreLimits(manifest));
  for (const { user, group } of manifest.memberships) {
    await step(`${user} is no longer in ${group}`, () => runAsRoot(['gpasswd', '-d', user, group]));
  }
  if (removal.foreign.length === 0 && packages.remove.length > 0) {
    const engineGoes = packages.remove.includes('incus-base');
    if (engineGoes) {
      const { init } = await osFacts();
      await step('engine stopped', () => stopDaemon(init));
    }
    await step(`${packages.remove.length} Debian packages removed`, () =>
      mustRunAsRoot(
        ['apt-get', 'purge', '-y', '-q', '-o', 'DPkg::Lock::Timeout=120', ...packages.remove],
        'Removing Debian packages',
        'Mend apt, then run this again.',
        { env: { DEBIAN_FRONTEND: 'noninteractive' } },
      ),
    );
    if (engineGoes) {
      await step('folders of the engine removed', () =>
        runAsRoot([
          'rm',
          '-rf',
          '--one-file-system',
          '/var/lib/incus',
          '/var/log/incus',
          '/var/cache/incus',
          '/var/lib/lxcfs',
        ]),
      );
    }
  }
  for (const file of manifest.files) await step(`${file} removed`, () => runAsRoot(['rm', '-f', file]));
  amendManifest(machineState, (draft) => {
    draft.sysctls = [];
    draft.memberships = [];
    draft.files = [];
    if (removal.foreign.length === 0) draft.packages = [...packages.keep];
  });
}

/** Removes a state folder, or all of it but the database and the identity that its secrets are sealed with. */
function clearState(folder: string, withDatabase: boolean): void {
  if (withDatabase || !databaseIn(folder)) {
    rmSync(folder, { recursive: true, force: true });
    return;
  }
  const stays = new Set(['postgres', 'installation.json']);
  for (const entry of readdirSync(folder)) {
    if (!stays.has(entry)) rmSync(join(folder, entry), { recursive: true, force: true });
  }
}
