import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Endpoint } from './endpoint.ts';

/**
 * Removes the kernel's bridge of a network that the engine has deleted. Killed over a network it has just made, the engine forgets it and
 * leaves its bridge, which it lists for ever after and never deletes. Works as root on the engine's host; elsewhere nothing is known of it.
 */
export async function removeLeftBridge(endpoint: Endpoint, name: string): Promise<void> {
  const present = () => endpoint.kind === 'unix' && existsSync(`/sys/class/net/${name}/bridge`);
  if (!present()) return;
  await promisify(execFile)('ip', ['link', 'delete', 'dev', name]).catch((cause: unknown) => {
    // The engine, or another caller, may have removed it in between.
    if (present())
      throw new Error(`The engine left the bridge ${name} behind, and it could not be removed.`, { cause });
  });
}
