import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A process that was asked to end has so long, in milliseconds, before it is killed. */
const graceMs = 5_000;

/** Ends a process of the benchmark, and resolves when it is gone; at once when it is. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(timer);
}

/** Kills it with this process, also when that ends without having stopped it. */
export function endWithUs(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}
