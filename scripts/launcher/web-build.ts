import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HostError, run } from '@springboard/host/run.ts';

const inputs = [
  'apps/web/src',
  'apps/web/public',
  'apps/web/index.html',
  'apps/web/vite.config.ts',
  'apps/web/package.json',
  'packages/ui/src',
  'packages/terminal/src',
  'packages/contracts/src',
  'package-lock.json',
];

/** Time of the newest file under `path` in ms since 1970; 0 when there is none. */
export function newestUnder(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const entries = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(stat.mtimeMs, ...entries.map((entry) => statSync(join(path, entry)).mtimeMs));
}

/** Whether the built pages are older than what they are built from, or absent. */
export function pagesAreStale(root: string): boolean {
  const built = join(root, 'apps/web/dist/index.html');
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  return inputs.some((input) => newestUnder(join(root, input)) > builtAt);
}

/**
 * Builds the pages through turbo, which keeps what it built before. Where that fails and pages are there from before
 * (a checkout that another user owns, say), those are served. Throws `HostError` with turbo's last words otherwise.
 */
export async function buildPages(root: string): Promise<'new' | 'older'> {
  const turbo = join(root, 'node_modules/.bin/turbo');
  const result = await run(
    [turbo, 'run', 'build', '--filter=@springboard/web', '--output-logs=errors-only'],
    {
      cwd: root,
      env: { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NODE_ENV: 'production' },
    },
  );
  if (result.code === 0) return 'new';
  if (existsSync(join(root, 'apps/web/dist/index.html'))) return 'older';
  const lastWords = (result.stdout + result.stderr).trim().split('\n').slice(-15).join('\n  ');
  throw new HostError(`Building the pages failed; nothing was started.\n  ${lastWords}`);
}
