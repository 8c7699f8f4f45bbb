import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '@springboard/config/paths.ts';

/** Builds the pages as they are shipped into a new folder, which is the caller's to remove. */
export async function builtPages(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'springboard-pages-'));
  const vite = join(repositoryRoot, 'node_modules/.bin/vite');
  const cwd = join(repositoryRoot, 'apps/web');
  const build = [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, build, {
    cwd,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return folder;
}
