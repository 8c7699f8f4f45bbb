import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { engineApi } from './engine/api.ts';
import { stopDaemon } from './engine/daemon.ts';
import { stillNeeded } from './engine/masks.ts';
import { portsAreGuarded, removePortGuard } from './engine/port-guard.ts';
import { removeImages, removeProject } from './engine/projects.ts';
import { restoreLimit } from './engine/sysctls.ts';
import { incusd, poolName, processesOf } from './facts/engine.ts';
import { osFacts } from './facts/os.ts';
import { amendManifest, holdsAnything, type Manifest, readManifest } from './manifest.ts';
import { HostError, mustRunAsRoot, runAsRoot } from './run.ts';
import { clearStateFolder, databaseIn } from './state-folder.ts';
import { userExists } from './system-user.ts';
import type { Removal } from './uninstall.ts';

/** Folders of the engine's data; Debian's packages leave them behind. */
const engineFolders = ['/var/lib/incus', '/var/log/incus', '/var/cache/incus', '/var/lib/lxcfs'];

interface Work {
  readonly config: LauncherConfig;
  readonly removal: Removal;
  readonly say: (text: string) => void;
  /** Does one thing and says so, or why it failed. True when it went well. */
  step(what: string, action: () => Promise<unknown>): Promise<boolean>;
  /** Strikes what is done out of the manifest. */
  strike(change: (manifest: Manifest) => void): void;
}

/**
 * Carries the removal out; `say` is told of each step. What fails is said, stays in the manifest for the next try, and
 * the rest goes on. Returns whether nothing failed.
 */
export async function carryOutRemoval(
  config: LauncherConfig,
  removal: Removal,
  withDatabase: boolean,
  say: (text: string) => void,
): Promise<boolean> {
  let allWell = true;
  const work: Work = {
    config,
    removal,
    say,
    async step(what, action) {
      try {
        await action();
        say(what);
        return true;
      } catch (error) {
        allWell = false;
        say(`${what}: failed. ${error instanceof Error ? error.message : error}`);
        return false;
      }
    },
    strike: (change) => {
      amendManifest(config.machineState, change);
    },
  };
  const emptied = await emptyEngine(work);
  if (removal.mayChangeMachine) {
    await undoSettings(work);
    if (emptied && removal.engineStays === null) await removePackages(work);
    await removeFiles(work);
  }
  await removeState(work, withDatabase);
  return allWell;
}

/** Takes ours out of the engine. Returns whether nothing of ours is left in it. */
async function emptyEngine({ config, removal, step, strike }: Work): Promise<boolean> {
  const { manifest, engine, installations, engineStays } = removal;
  if (engine === 'silent') return false;
  // An engine elsewhere does not know of the installations here.
  const gone =
    config.engine.kind === 'local' ? manifest.installations.filter((id) => !installations.includes(id)) : [];
  if (gone.length > 0)
    strike((draft) => {
      draft.installations = draft.installations.filter((id) => !gone.includes(id));
    });
  if (engine === 'absent') {
    if (manifest.pool)
      strike((draft) => {
        draft.pool = null;
      });
    return true;
  }
  const api = engineApi(config.engine, 120_000);
  let well = true;
  for (const id of installations) {
    const done = await step(`installation ${id} removed`, async () => {
      await removeProject(api, id);
      strike((draft) => {
        draft.installations = draft.installations.filter((other) => other !== id);
      });
    });
    well &&= done;
  }
  if (engineStays !== null) return false;
  well = (await step('images removed', () => removeImages(api))) && well;
  if (!manifest.pool) return well;
  const poolGone = await step('storage pool removed', async () => {
    await api.call('DELETE', `/1.0/storage-pools/${poolName}`);
    strike((draft) => {
      draft.pool = null;
    });
  });
  return poolGone && well;
}

async function undoSettings({ removal, step, strike }: Work): Promise<void> {
  const { sysctls, memberships } = removal.manifest;
  if (await portsAreGuarded()) await step('packet filter of ports removed', removePortGuard);
  for (const limit of sysctls) {
    await step(`${limit.key} put back`, async () => {
      await restoreLimit(limit);
      strike((draft) => {
        draft.sysctls = draft.sysctls.filter(({ key }) => key !== limit.key);
      });
    });
  }
  for (const { user, group } of memberships) {
    await step(`${user} is no longer in ${group}`, async () => {
      const groups = (await runAsRoot(['id', '-nG', user])).stdout.trim().split(/\s+/);
      if (groups.includes(group)) {
        await mustRunAsRoot(['gpasswd', '-d', user, group], 'Ending the membership', 'See /etc/group.');
      }
      strike((draft) => {
        draft.memberships = draft.memberships.filter((one) => one.user !== user || one.group !== group);
      });
    });
  }
}

async function removeFiles({ config, removal, step, strike }: Work): Promise<void> {
  const { packages } = readManifest(config.machineState);
  for (const file of removal.manifest.files.filter((one) => !stillNeeded(one, packages))) {
    await step(`${file} removed`, async () => {
      await mustRunAsRoot(['rm', '-f', file], `Removing ${file}`, 'Remove it by hand, then run this again.');
      strike((draft) => {
        draft.files = draft.files.filter((other) => other !== file);
      });
    });
  }
}

async function removePackages({ removal, step, strike }: Work): Promise<void> {
  const { remove } = removal.packages;
  const engineGoes = remove.includes('incus-base');
  if (engineGoes && !(await step('engine stopped', stopEngine))) return;
  const purged =
    remove.length === 0 ||
    (await step(`${remove.length} Debian packages removed`, () =>
      mustRunAsRoot(
        ['apt-get', 'purge', '-y', '-q', '-o', 'DPkg::Lock::Timeout=120', ...remove],
        'Removing Debian packages',
        'Mend apt, then run this again.',
        { env: { DEBIAN_FRONTEND: 'noninteractive' } },
      ),
    ));
  if (!purged) return;
  if (engineGoes) {
    const done = await step('folders of the engine removed', () =>
      mustRunAsRoot(
        ['rm', '-rf', '--one-file-system', ...engineFolders],
        'Removing the folders of the engine',
        'Something may still be mounted in them: `grep incus /proc/mounts`.',
      ),
    );
    if (!done) return;
  }
  // Those that others need by now are theirs.
  if (removal.manifest.packages.length > 0)
    strike((draft) => {
      draft.packages = [];
    });
}

async function stopEngine(): Promise<void> {
  await stopDaemon((await osFacts()).init);
  if (processesOf(incusd).length === 0) return;
  throw new HostError('The daemon of Incus still runs, so its packages and folders are kept.');
}

async function removeState(
  { config, removal, say, step, strike }: Work,
  withDatabase: boolean,
): Promise<void> {
  const { machineState } = config;
  const clear = (folder: string, keepManifest: boolean) =>
    step(`${folder} cleared`, async () => {
      const left = await clearStateFolder(folder, { keepDatabase: !withDatabase, keepManifest });
      if (left.length > 0) say(`${folder} stays: ${left.join(', ')}`);
    });
  for (const folder of removal.stateFolders) {
    if (folder !== machineState) await clear(folder, false);
  }
  const gone = readManifest(machineState).stateFolders.filter((folder) => !databaseIn(folder));
  if (gone.length > 0)
    strike((draft) => {
      draft.stateFolders = draft.stateFolders.filter((folder) => !gone.includes(folder));
    });
  await removeUsers({ config, removal, step, strike }, withDatabase);
  if (!removal.stateFolders.includes(machineState)) return;
  const databaseStays = !withDatabase && databaseIn(machineState);
  await clear(machineState, databaseStays || holdsAnything(machineState));
}

/** A user goes with the last database; userdel refuses while something runs as it. */
async function removeUsers(
  { config, removal, step, strike }: Pick<Work, 'config' | 'removal' | 'step' | 'strike'>,
  withDatabase: boolean,
): Promise<void> {
  const databaseStays = removal.stateFolders.some(
    (folder) => databaseIn(folder) && !(withDatabase && folder === config.machineState),
  );
  if (databaseStays || !removal.mayChangeMachine) return;
  for (const user of removal.manifest.users) {
    await step(`system user ${user} removed`, async () => {
      if (await userExists(user))
        await mustRunAsRoot(['userdel', user], `Removing the user ${user}`, 'End what runs as it.');
      strike((draft) => {
        draft.users = draft.users.filter((other) => other !== user);
      });
    });
  }
}
