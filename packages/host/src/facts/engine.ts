import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import type { EngineConfig } from '@springboard/config/variables.ts';
import { z } from 'zod';
import { engineApi } from '../engine/api.ts';
import { run } from '../run.ts';

export const poolName = 'springboard';
/** The daemon as Debian packages it. */
export const incusd = '/usr/libexec/incus/incusd';

export interface EngineFacts {
  readonly config: EngineConfig;
  /** Whether the daemon's program is on this machine; true for a remote engine. */
  readonly installed: boolean;
  /** Version of the answering server; null when none answers. */
  readonly version: string | null;
  /** Why it does not answer, or refuses us; null when all is well. */
  readonly problem: string | null;
  /** Ids of processes that are the local daemon. */
  readonly daemons: readonly number[];
  readonly pool: { readonly driver: string; readonly totalBytes: number; readonly usedBytes: number } | null;
  /** Whether lxcfs serves /var/lib/lxcfs; nodes then see their own memory and load. */
  readonly lxcfs: 'serving' | 'dead' | 'absent';
}

const Server = z.object({
  auth: z.string(),
  environment: z.object({ server_version: z.string() }).optional(),
});
const Pool = z.object({ driver: z.string() });
const PoolUse = z.object({ space: z.object({ total: z.number().optional(), used: z.number().optional() }) });

/** Ids of processes that run the program at `path`. */
export function processesOf(path: string): number[] {
  try {
    return readdirSync('/proc').flatMap((entry) => {
      if (!/^\d+$/.test(entry)) return [];
      try {
        const program = readlinkSync(`/proc/${entry}/exe`).replace(/ \(deleted\)$/, '');
        // Helpers of the daemon (`incusd forkexec …`) are the same program; the first argument tells.
        const argument = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0')[1] ?? '';
        return program === path && !argument.startsWith('fork') ? [Number(entry)] : [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

/** Whether lxcfs answers. A killed one leaves a mount on which every access fails. */
export async function lxcfsState(mount = '/var/lib/lxcfs'): Promise<EngineFacts['lxcfs']> {
  // In a process of its own: an access to a hanging FUSE mount cannot be interrupted.
  const probe = await run(['stat', '-f', `${mount}/proc`], { timeoutMs: 3000 });
  if (probe.code === 0) {
    const mounted = await run(['mountpoint', '-q', mount], { timeoutMs: 3000 });
    return mounted.code === 0 ? 'serving' : 'absent';
  }
  return /endpoint is not connected/.test(probe.stderr) || probe.code === 124 ? 'dead' : 'absent';
}

/** Asks the engine what it is and how its pool is. Never throws: an engine that does not answer is a fact. */
export async function engineFacts(config: EngineConfig): Promise<EngineFacts> {
  const local = config.kind === 'local';
  const base = {
    config,
    installed: local ? existsSync(incusd) : true,
    daemons: local ? processesOf(incusd) : [],
    lxcfs: local ? await lxcfsState() : ('serving' as const),
  };
  const silent = (problem: string): EngineFacts => ({ ...base, version: null, problem, pool: null });
  if (local && !existsSync(config.socket)) {
    return silent(base.installed ? 'the daemon is not running' : 'Incus is not installed');
  }
  const api = engineApi(config, 5000);
  try {
    const server = Server.parse(await api.call('GET', '/1.0'));
    if (server.auth !== 'trusted') return silent('Incus does not trust our certificate');
    return {
      ...base,
      version: server.environment?.server_version ?? 'unknown',
      problem: null,
      pool: await poolFacts(config),
    };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ECONNREFUSED' || code === 'ENOENT') return silent('the daemon is not running');
    if (code === 'EACCES') return silent(`this user may not use ${local ? config.socket : 'it'}`);
    return silent(error instanceof Error ? error.message : String(error));
  }
}

async function poolFacts(config: EngineConfig): Promise<EngineFacts['pool']> {
  const api = engineApi(config, 5000);
  try {
    const pool = Pool.parse(await api.call('GET', `/1.0/storage-pools/${poolName}`));
    const use = PoolUse.parse(await api.call('GET', `/1.0/storage-pools/${poolName}/resources`));
    return { driver: pool.driver, totalBytes: use.space.total ?? 0, usedBytes: use.space.used ?? 0 };
  } catch {
    return null;
  }
}

/** Bytes the pool's loop file really takes on disk; 0 where there is none. */
export function loopFileBytes(file = '/var/lib/incus/disks/springboard.img'): number {
  try {
    return statSync(file).blocks * 512;
  } catch {
    return 0;
  }
}
