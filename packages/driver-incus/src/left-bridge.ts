import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { type Endpoint, isOurHost } from './endpoint.ts';

/** The kernel's lock on its links is held for seconds where many come and go, in milliseconds. */
const limitMs = 30_000;

/**
 * Removes the kernel's bridge of a network that the engine has deleted. Killed over a network it has just made, the engine forgets it and
 * leaves its bridge, which it lists for ever after and never deletes. Of an engine elsewhere nothing is known.
 */
export async function removeLeftBridge(endpoint: Endpoint, name: string): Promise<void> {
  const present = () => isOurHost(endpoint) && existsSync(`/sys/class/net/${name}/bridge`);
  if (!present()) return;
  await promisify(execFile)('ip', ['link', 'delete', 'dev', name], { timeout: limitMs }).catch(
    (cause: unknown) => {
      // The engine, or another caller, may have removed it in between.
      if (present())
        throw new Error(`The engine left the bridge ${name} behind, and it could not be removed.`, { cause });
    },
  );
}
