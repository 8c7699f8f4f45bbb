import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { engineApi } from '@springboard/host/engine/api.ts';
import { type DaemonPaths, ensureDaemon, stopDaemon } from '@springboard/host/engine/daemon.ts';
import { ensurePool } from '@springboard/host/engine/storage.ts';
import { identify, signal } from '@springboard/host/process-identity.ts';
import { run } from '@springboard/host/run.ts';
import { aliasOf, resolveImage } from '@springboard/images/resolve.ts';
import { z } from 'zod';

/** A second Incus beside the machine's: folder, pool and images of its own, so that it may be killed while others work. */
export interface OwnEngine {
  readonly socket: string;
  readonly paths: DaemonPaths;
  /** `kill -9` of the daemon; its containers go on, as they do on a host. */
  kill(): Promise<void>;
  /** Starts it again, and waits until it has its networks back: one that it fails to start it tries again each minute. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it with a pool of so many GiB, and brings the images over from the machine's engine. */
export async function openOwnEngine(images: readonly string[], poolGiB = 12): Promise<OwnEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'springboard-incus-'));
  const paths = { folder, log: join(folder, 'incusd.log') };
  const socket = join(folder, 'unix.socket');
  const api = engineApi({ kind: 'local', socket }, 60_000);
  const close = async () => {
    await stopDaemon('other', paths);
    // A daemon that was killed last has left its containers behind.
    for (const monitor of pidsOf((program) => program.startsWith(`[lxc monitor] ${folder}/`)))
      await run(['pkill', '-KILL', '-P', String(monitor)]);
    await run(['sh', '-c', `grep -o "${folder}[^ ]*" /proc/mounts | sort -r | xargs -r umount -l`]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ensureDaemon('other', () => undefined, paths);
    await ensurePool(join(folder, 'state'), api, {
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
      // Its helpers bear its name, and may end by themselves meanwhile.
      for (const pid of daemons(folder)) signal(identify(pid), 'SIGKILL');
    },
    async restart() {
      await ensureDaemon('other', () => undefined, paths);
      for (const until = performance.now() + networksWithinMs; ; ) {
        const networks = Networks.parse(await api.call('GET', '/1.0/networks?recursion=1'));
        if (!networks.some(({ status }) => status === 'Unavailable')) return;
        if (performance.now() > until) throw new Error('The engine does not get its networks back.');
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    },
    close,
  };
}

/** Two of its own tries. */
const networksWithinMs = 130_000;
const Networks = z.array(z.object({ status: z.string() }));

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

/** Pids of the daemon and its helpers, told by its folder in the environment and its program. */
function daemons(folder: string): number[] {
  return pidsOf(
    (program, environment) => program.endsWith('/incusd') && environment.includes(`INCUS_DIR=${folder}`),
  );
}

function pidsOf(fits: (program: string, environment: readonly string[]) => boolean): number[] {
  const read = (pid: number, file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0');
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return fits(read(pid, 'cmdline')[0] ?? '', read(pid, 'environ'));
      } catch {
        return false;
      }
    });
}
