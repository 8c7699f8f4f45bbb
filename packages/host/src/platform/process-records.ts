import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ended, ProcessIdentity, signal } from '../process-identity.ts';

const Records = z.record(z.string(), ProcessIdentity);

const fileOf = (state: string) => join(state, 'run/processes.json');

function read(state: string): z.infer<typeof Records> {
  try {
    return Records.parse(JSON.parse(readFileSync(fileOf(state), 'utf8')));
  } catch {
    return {};
  }
}

/** Writes down which process serves as `name`, so that a start after a `kill -9` of the launcher finds it. */
export function recordProcess(state: string, name: string, identity: ProcessIdentity): void {
  mkdirSync(join(state, 'run'), { recursive: true, mode: 0o755 });
  writeFileSync(fileOf(state), JSON.stringify({ ...read(state), [name]: identity }));
}

/**
 * Ends what a killed launcher left running: asks first, and after `patienceMs` insists. Returns the names of the
 * processes that were still there.
 */
export async function endLeftovers(state: string, patienceMs = 10_000): Promise<string[]> {
  const records = Object.entries(read(state));
  const found = records.filter(([, identity]) => signal(identity, 'SIGTERM'));
  for (const [, identity] of found) {
    if (!(await ended(identity, patienceMs))) signal(identity, 'SIGKILL');
    await ended(identity, 5_000);
  }
  rmSync(fileOf(state), { force: true });
  return found.map(([name]) => name);
}
