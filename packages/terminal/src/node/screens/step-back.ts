import { readlinkSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';

/** So much nicer than the gateway's thread a screen still gets a quarter of a processor that that one would take whole (a weight of 335 to 1024). */
const niceness = 5;

/**
 * Lets every other thread of the process go first where there are fewer processors than work: who types waits for the gateway's
 * thread, and nobody for a screen. Linux gives each thread a nice value of its own, by its number; elsewhere nothing happens.
 */
export function stepBack(): void {
  if (process.platform !== 'linux') return;
  const thread = Number(basename(readlinkSync('/proc/thread-self')));
  setPriority(thread, Math.min(constants.priority.PRIORITY_LOW, getPriority(thread) + niceness));
}
