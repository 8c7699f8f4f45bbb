import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addTo, amendManifest } from '../manifest.ts';
import { mustRunAsRoot } from '../run.ts';

export const sshServer = 'openssh-server';

/** Where an administrator's units stand; a link to /dev/null there keeps a unit from starting, now and at boots. */
const unitFolder = '/etc/systemd/system';
const masks = ['ssh.service', 'ssh.socket'].map((unit) => join(unitFolder, unit));

/**
 * Keeps the SSH server of a package that is about to be installed from listening on port 22: Debian enables and starts
 * it under systemd, and the tests only want the program. What an administrator has decided about the units stays.
 */
export async function maskSshServer(machineState: string): Promise<void> {
  if (!existsSync(unitFolder)) return;
  for (const mask of masks.filter((file) => !existsSync(file))) {
    amendManifest(machineState, (manifest) => addTo(manifest.files, mask));
    await mustRunAsRoot(
      ['ln', '-s', '/dev/null', mask],
      `Masking ${mask}`,
      'The package openssh-server was not installed, since its server would listen on port 22.',
    );
  }
}

/** Whether a file of ours is what keeps the server of a package of ours from starting; it goes after the package. */
export function stillNeeded(file: string, packages: readonly string[]): boolean {
  return masks.includes(file) && packages.includes(sshServer);
}
