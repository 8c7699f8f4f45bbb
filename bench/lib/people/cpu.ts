import { readFile } from 'node:fs/promises';

/** Ticks of the kernel's clock in a second, as /proc counts CPU: always 100 on Linux. */
const msPerTick = 10;

/** CPU time in milliseconds of a process, of its children, and of those children that have ended. */
export async function cpuMs(pid: number): Promise<number> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean);
  const parts = await Promise.all([
    ticksOf(pid, 4),
    // One that has ended since is counted by its parent at the next look.
    ...children.map((child) => ticksOf(Number(child), 2).catch(() => 0)),
  ]);
  return parts.reduce((sum, ticks) => sum + ticks, 0) * msPerTick;
}

/** Fields 14 to 17 of `stat`: user and system time, then the same of children that were waited for. */
async function ticksOf(pid: number, fields: 2 | 4): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const times = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 11 + fields);
  return times.reduce((sum, time) => sum + Number(time), 0);
}
