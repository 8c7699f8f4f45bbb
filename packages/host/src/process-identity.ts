import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One very process: a number alone may belong to somebody else after a while, and after a boot. */
export const ProcessIdentity = z.object({
  pid: z.number().int().positive(),
  /** Start time in clock ticks since boot (field 22 of /proc/<pid>/stat); null where there is no /proc. */
  startTicks: z.string().nullable(),
  /** Kernel's boot id; null where there is none. */
  bootId: z.string().nullable(),
});
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

/** Start time and state letter of a process out of the text of /proc/<pid>/stat, whose second field may hold anything. */
export function parseStat(text: string): { state: string; startTicks: string } | undefined {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const startTicks = fields[19];
  return state && startTicks ? { state, startTicks } : undefined;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function statOf(pid: number) {
  const text = read(`/proc/${pid}/stat`);
  return text === undefined ? undefined : parseStat(text);
}

const bootId = () => read('/proc/sys/kernel/random/boot_id')?.trim() ?? null;

/** What makes the running process `pid` recognisable later. */
export function identify(pid: number): ProcessIdentity {
  return { pid, startTicks: statOf(pid)?.startTicks ?? null, bootId: bootId() };
}

/** Whether that very process still runs. A zombie has ended. */
export function isRunning(identity: ProcessIdentity): boolean {
  if (identity.bootId !== bootId()) return false;
  if (identity.startTicks === null) return accepts(identity.pid);
  const stat = statOf(identity.pid);
  return stat !== undefined && stat.state !== 'Z' && stat.startTicks === identity.startTicks;
}

function accepts(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Sends a signal to that very process; false when it has ended. */
export function signal(identity: ProcessIdentity, name: NodeJS.Signals): boolean {
  if (!isRunning(identity)) return false;
  try {
    process.kill(identity.pid, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Resolves true when the process has ended, false when `timeoutMs` are over. */
export async function ended(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const until = Date.now() + timeoutMs;
  while (isRunning(identity)) {
    if (Date.now() >= until) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}
