import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { engineApi } from '@springboard/host/engine/api.ts';
import { type DaemonPaths, ensureDaemon, stopDaemon } from '@springboard/host/engine/daemon.ts';
import { ensurePool } from '@springboard/host/engine/storage.ts';
import { run } from '@springboard/host/run.ts';
import { aliasOf, resolveImage } from '@springboard/images/resolve.ts';

/** A second Incus beside the machine's: folder, pool and images of its own, so that it may be killed while others work. */
export interface OwnEngine {
  readonly socket: string;
  readonly paths: DaemonPaths;
  /** `kill -9` of the daemon; its containers go on, as they do on a host. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it with a pool of so many GiB, and brings the images over from the machine's engine. */
export async function openOwnEngine(images: readonly string[], poolGiB = 12): Promise<OwnEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'springboard-incus-'));
  const paths = { folder, log: join(folder, 'incusd.log') };
  const socket = join(folder, 'unix.socket');
  const close = async () => {
    await stopDaemon('other', paths);
    await run(['sh', '-c', `grep -o "${folder}[^ ]*" /proc/mounts | sort -r | xargs -r umount -l`]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ensureDaemon('other', () => undefined, paths);
    await ensurePool(join(folder, 'state'), engineApi({ kind: 'local', socket }, 60_000), {
      driver: 'btrfs',
      bytes: poolGiB * 2 ** 30,
    });
    for (const name of images) await bring(aliasOf(await resolveImage(repositoryRoot, name)), folder);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    socket,
    paths,
    async kill() {
      for (const pid of daemons(folder)) killIfThere(pid);
    },
    close,
  };
}

/** Exports an image of the machine's engine and imports it here under the same alias. */
async function bring(alias: string, folder: string): Promise<void> {
  const file = join(folder, 'brought');
  const exported = await run(['incus', 'image', 'export', alias, file]);
  const imported = await run(
    ['sh', '-c', 'incus image import "$0"* --alias "$1" && rm -f "$0"*', file, alias],
    { env: { INCUS_DIR: folder } },
  );
  if (exported.code !== 0 || imported.code !== 0) throw new Error(`${exported.stderr}${imported.stderr}`);
}

/** The daemon's helpers, which bear its name, may end by themselves meanwhile. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Pids of the daemon and its helpers, told by its folder in the environment and its program. */
function daemons(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return environment.includes(`INCUS_DIR=${folder}`) && program.endsWith('/incusd');
      } catch {
        return false;
      }
    });
}
