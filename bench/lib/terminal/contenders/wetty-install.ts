import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** npm has so long for it, in milliseconds. */
const installWithinMs = 300_000;
const version = '3.2.0';
/** The repository's cache, which Git does not see and which goes with its `node_modules`. */
const cache = join(import.meta.dirname, '../../../../node_modules/.cache/springboard-bench');

const manifest = {
  private: true,
  dependencies: { wetty: version },
  // node-pty is to be compiled, for which not every machine has what it takes; this is the same with its binary in the package.
  overrides: { 'node-pty': 'npm:@lydell/node-pty@1.1.0' },
};

export interface WettyInstall {
  readonly folder: string;
  readonly main: string;
}

/** Installs wetty with npm, beside the repository's own packages and without scripts of others, unless it is there. Throws with npm's words as the cause. */
export async function installWetty(): Promise<WettyInstall> {
  const folder = join(cache, `wetty-${version}`);
  const main = join(folder, 'node_modules/wetty/build/main.js');
  if (!existsSync(main)) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
    await promisify(execFile)('npm', ['install', ...quiet], { cwd: folder, timeout: installWithinMs }).catch(
      (error: unknown) => {
        throw new Error('wetty is what terminals are measured against, and npm could not install it', {
          cause: error,
        });
      },
    );
  }
  return { folder, main };
}
