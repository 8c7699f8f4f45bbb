import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';

/** The lowest priority at which a screen still gets a quarter of a processor that the gateway's thread would take whole (nice 5 weighs 335 to 1024). */
const niceness = 5;

/**
 * Lets every other thread of the process go first where there are fewer processors than work: who types waits for the gateway's
 * thread, and nobody for a screen. Linux gives each thread a nice value of its own, by its number; elsewhere nothing happens.
 */
export function stepBack(): void {
  if (process.platform !== 'linux') return;
  setPriority(Number(basename(readlinkSync('/proc/thread-self'))), niceness);
}
