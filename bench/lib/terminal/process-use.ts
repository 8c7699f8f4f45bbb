import { readFile } from 'node:fs/promises';

/** Ticks of the kernel's clock in a second, as /proc counts CPU: always 100 on Linux. */
const ticksPerSecond = 100;

/** What a process and its children hold and have used. */
export interface Use {
  /** Proportional set size: memory that several processes share is counted once among them. */
  readonly bytes: number;
  readonly cpuSeconds: number;
}

/** User and system seconds in a line of `/proc/PID/stat`; the command's name in it may have spaces and brackets. */
export function cpuSecondsOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Bytes in the `Pss` line of `/proc/PID/smaps_rollup`. */
export function pssBytesOf(rollup: string): number {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  if (kilobytes === undefined) throw new Error('no Pss in smaps_rollup');
  return Number(kilobytes) * 1024;
}

async function family(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const children = text.trim().split(' ').filter(Boolean).map(Number);
  return [pid, ...(await Promise.all(children.map(family))).flat()];
}

/** Of a process with everything it started. Throws when one of them ends meanwhile: then it is no measure. */
export async function useOf(pid: number): Promise<Use> {
  let bytes = 0;
  let cpuSeconds = 0;
  for (const member of await family(pid)) {
    bytes += pssBytesOf(await readFile(`/proc/${member}/smaps_rollup`, 'utf8'));
    cpuSeconds += cpuSecondsOf(await readFile(`/proc/${member}/stat`, 'utf8'));
  }
  return { bytes, cpuSeconds };
}
