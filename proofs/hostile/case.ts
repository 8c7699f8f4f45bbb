import { readFileSync } from 'node:fs';
import type { Scene } from './scene.ts';

/** One thing a learner with root tries against everybody else. */
export interface HostileCase {
  readonly name: string;
  /** What was tried, in words for the table. */
  readonly tried: string;
  /** What is to contain it. */
  readonly by: string;
  /** Takes long: only in the full form. */
  readonly long?: true;
  /** Tries it. Resolves with what was seen; throws `Uncontained` when it got further than it may. */
  run(scene: Scene): Promise<string>;
}

/** Something got out. The message says what. */
export class Uncontained extends Error {
  override readonly name = 'Uncontained';
}

/** Throws `Uncontained` unless it holds. */
export function contained(holds: boolean, otherwise: string): void {
  if (!holds) throw new Uncontained(otherwise);
}

/** The case did not do what it is to try (a tool is missing, it failed at once), so that nothing was shown. */
export class Untried extends Error {
  override readonly name = 'Untried';
}

/** Throws `Untried` unless there is evidence that it was tried. */
export function tried(evidence: boolean, otherwise: string): void {
  if (!evidence) throw new Untried(otherwise);
}

/** The first number that `pattern` takes out of what an attack said; 0 without. */
export function numberIn(out: string, pattern: RegExp): number {
  return Number(pattern.exec(out)?.[1] ?? 0);
}

/** A python program as a shell command. */
export function python(program: string, ...args: readonly (string | number)[]): string {
  return `python3 - ${args.join(' ')} <<'PROGRAM'\n${program}\nPROGRAM`;
}

/**
 * Bytes that the host's kernel holds for its own structures and socket buffers. What a process holds is limited by its control group
 * whatever it does; what could escape that is here, and here others at work on the host disturb little.
 */
export function kernelMemory(): number {
  const memory = readFileSync('/proc/meminfo', 'utf8');
  const kilobytes = ['SUnreclaim', 'KernelStack', 'PageTables', 'VmallocUsed', 'Percpu'].map((name) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(memory)?.[1] ?? 0),
  );
  const buffers = [...readFileSync('/proc/net/sockstat', 'utf8').matchAll(/^(?:TCP|UDP): .*mem (\d+)/gm)];
  const pages = buffers.reduce((sum, [, count]) => sum + Number(count), 0);
  return kilobytes.reduce((sum, one) => sum + one, 0) * 1024 + pages * 4096;
}

/** A number of the host under `/proc/sys`; undefined where this kernel has none. */
export function hostNumber(path: string): number | undefined {
  try {
    return Number(readFileSync(`/proc/sys/${path}`, 'utf8').trim().split(/\s+/)[0]);
  } catch {
    return undefined;
  }
}

/** The highest of a number while something goes on, asked for ten times a second. */
export async function highestWhile<T>(
  of: () => number,
  work: Promise<T>,
): Promise<{ highest: number; result: T }> {
  let highest = of();
  const look = setInterval(() => {
    highest = Math.max(highest, of());
  }, 100);
  try {
    return { result: await work, highest };
  } finally {
    clearInterval(look);
  }
}

export const mebibyte = 2 ** 20;
