import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { engineApi } from './engine/api.ts';
import { ensureDaemon, systemDaemon } from './engine/daemon.ts';
import { foreignHoldings, installationsIn, projectOf } from './engine/projects.ts';
import { type PackageRemoval, planPackageRemoval } from './engine/removal.ts';
import { engineFacts, incusd } from './facts/engine.ts';
import { osFacts, privilegeFacts } from './facts/os.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { databaseIn, isStateFolder } from './state-folder.ts';
import { userExists } from './system-user.ts';

/** What uninstall is going to do; made before anything is done. */
export interface Removal {
  readonly manifest: Manifest;
  /** `silent`: it is there but does not answer, so that nothing in it can be told or removed. */
  readonly engine: 'answers' | 'silent' | 'absent';
  /** Of those in the manifest, the installations that the engine still has; all of them while it is silent. */
  readonly installations: readonly string[];
  /** Why the engine with its packages, pool and images stays; null when it can go. */
  readonly engineStays: string | null;
  readonly packages: PackageRemoval;
  /** Of the system users that we made, those that are there. */
  readonly users: readonly string[];
  readonly stateFolders: readonly string[];
  readonly mayChangeMachine: boolean;
}

/**
 * Starts this machine's engine when it is down and the manifest names something in it: only the engine can tell what
 * in it is ours. Never throws: an engine that does not come up stays as it is, with all it holds.
 */
export async function wakeEngine(config: LauncherConfig, report: (text: string) => void): Promise<void> {
  const { engine } = config;
  if (engine.kind !== 'local' || engine.socket !== join(systemDaemon.folder, 'unix.socket')) return;
  const { installations, pool, packages } = readManifest(config.machineState);
  if (installations.length === 0 && pool === null && packages.length === 0) return;
  if (!existsSync(incusd) || (await privilegeFacts()).root === 'none') return;
  try {
    await ensureDaemon((await osFacts()).init, report);
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
  }
}

export async function planRemoval(config: LauncherConfig): Promise<Removal> {
  const manifest = readManifest(config.machineState);
  const facts = await engineFacts(config.engine);
  const engine = facts.version !== null ? 'answers' : facts.installed ? 'silent' : 'absent';
  const api = engineApi(config.engine, 60_000);
  const present = engine === 'answers' ? await installationsIn(api) : manifest.installations;
  const ours = manifest.installations.map(projectOf);
  const foreign = engine === 'answers' ? await foreignHoldings(api, ours, manifest.pool?.name) : [];
  const folders = new Set([...manifest.stateFolders, config.state, config.machineState]);
  const users = await Promise.all(
    manifest.users.map(async (user) => ((await userExists(user)) ? user : null)),
  );
  return {
    manifest,
    engine,
    installations: engine === 'absent' ? [] : manifest.installations.filter((id) => present.includes(id)),
    engineStays: reasonToStay(config, engine, facts.problem, foreign),
    packages: await planPackageRemoval(manifest.packages),
    users: users.filter((user) => user !== null),
    stateFolders: [...folders].filter(isStateFolder),
    mayChangeMachine: (await privilegeFacts()).root !== 'none',
  };
}

function reasonToStay(
  config: LauncherConfig,
  engine: Removal['engine'],
  problem: string | null,
  foreign: readonly string[],
): string | null {
  if (config.engine.kind === 'remote')
    return 'INCUS_URL names an engine elsewhere; unset it to remove the one here';
  if (engine === 'silent') return `the engine does not tell what else it holds (${problem})`;
  if (foreign.length === 0) return null;
  const more = foreign.length > 3 ? `, and ${foreign.length - 3} more` : '';
  return `Incus holds what is not ours: ${foreign.slice(0, 3).join(', ')}${more}`;
}

export interface RemovalLines {
  readonly removed: readonly string[];
  readonly kept: readonly string[];
}

/** The plan in words. */
export function describeRemoval(removal: Removal, withDatabase: boolean): RemovalLines {
  const { manifest, engineStays, packages, mayChangeMachine } = removal;
  const removed: string[] = [];
  const kept: string[] = [];
  const onMachine = (text: string) =>
    mayChangeMachine ? removed.push(text) : kept.push(`${text}: root or sudo is needed to remove this`);
  for (const id of removal.installations) {
    const text = `environments and networks of installation ${id}`;
    if (removal.engine === 'answers') removed.push(text);
    else kept.push(`${text}: the engine does not answer`);
  }
  if (removal.engine === 'answers' && engineStays === null) removed.push('images that Springboard built');
  if (manifest.pool && removal.engine !== 'absent') {
    const text = `storage pool "${manifest.pool.name}" (${manifest.pool.driver})`;
    if (engineStays === null) removed.push(text);
    else kept.push(`${text}: ${engineStays}`);
  }
  if (manifest.sysctls.length > 0)
    onMachine(`${manifest.sysctls.length} raised kernel limits (back to what they were)`);
  if (manifest.files.length > 0) onMachine(`files: ${manifest.files.join(', ')}`);
  const names = packages.remove.join(' ');
  if (packages.remove.length > 0) {
    if (engineStays === null)
      onMachine(`${packages.remove.length} Debian packages that came with Springboard: ${names}`);
    else kept.push(`Debian packages that came with Springboard (${engineStays}): ${names}`);
  }
  if (packages.keep.length > 0) kept.push(`Debian packages that others need: ${packages.keep.join(' ')}`);
  for (const { user, group } of manifest.memberships) onMachine(`membership of ${user} in ${group}`);
  for (const folder of removal.stateFolders) {
    if (databaseIn(folder) && !withDatabase) {
      removed.push(`state folder ${folder}, without the database`);
      kept.push(
        `database with all results, and its identity: ${folder}/postgres, ${folder}/installation.json`,
      );
    } else removed.push(`state folder ${folder}`);
  }
  const databasesStay = !withDatabase && removal.stateFolders.some(databaseIn);
  for (const user of removal.users) {
    if (databasesStay) kept.push(`system user ${user}`);
    else onMachine(`system user ${user}`);
  }
  return { removed, kept };
}
