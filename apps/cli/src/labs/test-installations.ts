import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { identify, isRunning, ProcessIdentity } from '@springboard/host/process-identity.ts';

/**
 * Installations of `lab test` on this machine, a file each: whose test runs, whose was killed before it could remove its environments, and which were
 * kept on request. The name of the file is all that is needed to find the environments again.
 */
export class TestInstallations {
  readonly #folder: string;

  constructor(config: Pick<LauncherConfig, 'state'>) {
    this.#folder = join(config.state, 'lab-tests', 'installations');
  }

  /** Notes that this process has environments there. */
  async begin(installation: string): Promise<void> {
    await this.#write(installation, identify(process.pid));
  }

  /** Notes that what is there stays until somebody cleans up. */
  async keep(installation: string): Promise<void> {
    await this.#write(installation, null);
  }

  async forget(installation: string): Promise<void> {
    await rm(join(this.#folder, installation), { force: true });
  }

  /** Those that were kept, and those whose test has ended without removing them. */
  async left(): Promise<{ readonly kept: string[]; readonly killed: string[] }> {
    const kept: string[] = [];
    const killed: string[] = [];
    for (const installation of await readdir(this.#folder).catch(() => [])) {
      const owner = ownerIn(await readFile(join(this.#folder, installation), 'utf8'));
      if (owner === null) kept.push(installation);
      else if (!isRunning(owner)) killed.push(installation);
    }
    return { kept, killed };
  }

  async #write(installation: string, owner: ProcessIdentity | null): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, installation), JSON.stringify(owner));
  }
}

/** Null for what is kept, and for a note that was not written to its end: only a person who cleans up removes either. */
function ownerIn(text: string): ProcessIdentity | null {
  try {
    return ProcessIdentity.nullable().parse(JSON.parse(text));
  } catch {
    return null;
  }
}
