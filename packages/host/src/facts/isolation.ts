import type { EngineConfig } from '@springboard/config/variables.ts';
import { portsAreGuarded } from '../engine/port-guard.ts';
import { poolFolder } from '../engine/storage.ts';
import { readText } from './os.ts';
import { quotaFlags } from './qgroups.ts';

/** What keeps environments apart on this host; `unknown` is what this user may not see. */
export interface IsolationFacts {
  readonly portGuard: 'in place' | 'absent' | 'unknown';
  /** Whether the kernel can refuse system calls to a container. */
  readonly seccomp: boolean;
  /** Whether the pool's disk limits are in force; `none` without a pool of btrfs, which alone is looked at. */
  readonly quotas: 'in force' | 'counted anew' | 'off' | 'none';
}

const unseen: IsolationFacts = { portGuard: 'unknown', seccomp: true, quotas: 'none' };

/** Looks at this host, and changes nothing. Of an engine elsewhere nothing is seen from here. */
export async function isolationFacts(
  config: EngineConfig,
  root: 'root' | 'sudo' | 'sudo-password' | 'none',
  pool = poolFolder,
): Promise<IsolationFacts> {
  if (config.kind === 'remote') return unseen;
  // Asking for a password is not worth it.
  const asks = root === 'root' || root === 'sudo';
  const [guarded, quotas] = await Promise.all([asks ? portsAreGuarded() : undefined, quotaState(pool)]);
  return {
    portGuard: guarded === undefined ? 'unknown' : guarded ? 'in place' : 'absent',
    seccomp: /\berrno\b/.test(readText('/proc/sys/kernel/seccomp/actions_avail') ?? ''),
    quotas,
  };
}

async function quotaState(pool: string): Promise<IsolationFacts['quotas']> {
  const flag = await quotaFlags(pool);
  if (!flag) return 'none';
  if (flag('enabled') !== '1') return 'off';
  return flag('inconsistent') === '1' ? 'counted anew' : 'in force';
}
