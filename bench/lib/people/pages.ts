import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '@springboard/config/paths.ts';

/** Builds the pages that the API serves, as `npm start` does; what did not change since is not built again. */
export async function buildPages(): Promise<void> {
  const turbo = join(repositoryRoot, 'node_modules/.bin/turbo');
  await promisify(execFile)(
    turbo,
    ['run', 'build', '--filter=@springboard/web', '--output-logs=errors-only'],
    {
      cwd: repositoryRoot,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NODE_ENV: 'production' },
    },
  );
}
