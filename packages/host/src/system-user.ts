import { addTo, amendManifest } from './manifest.ts';
import { run } from './run.ts';

/** Whether there is such a user on this machine. */
export async function userExists(name: string): Promise<boolean> {
  return (await run(['id', '-u', name])).code === 0;
}

/** Writes down, before it happens, that a system user is going to be made; one that is there is not ours to remove. */
export async function noteNewUser(machineState: string, name: string): Promise<void> {
  if (process.getuid?.() !== 0 || (await userExists(name))) return;
  amendManifest(machineState, (manifest) => addTo(manifest.users, name));
}
