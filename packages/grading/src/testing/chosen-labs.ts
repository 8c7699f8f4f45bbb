import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const always = ['linux/first-steps', 'ceph/first-cluster'];

/**
 * Slugs that a test run holds against their contract: two in full, and each that changed in the work tree or the last commit. All of them
 * with `SPRINGBOARD_PROOFS=full`, and with `npm run test:labs`, which repeats them as well.
 */
export async function chosenLabs(repoRoot: string, all: readonly string[]): Promise<readonly string[]> {
  if (process.env.SPRINGBOARD_PROOFS === 'full') return all;
  const changed = await Promise.all([
    filesOf(repoRoot, ['diff', '--name-only', 'HEAD', '--', 'labs']),
    filesOf(repoRoot, ['diff', '--name-only', 'HEAD~1', 'HEAD', '--', 'labs']),
    filesOf(repoRoot, ['ls-files', '--others', '--exclude-standard', '--', 'labs']),
  ]);
  const files = changed.flat();
  return all.filter(
    (slug) => always.includes(slug) || files.some((file) => file.startsWith(`labs/${slug}/`)),
  );
}

/** Without Git, or without an earlier commit, nothing is known to have changed. */
async function filesOf(repoRoot: string, args: string[]): Promise<string[]> {
  const result = await promisify(execFile)('git', ['-C', repoRoot, ...args]).catch(() => ({ stdout: '' }));
  return result.stdout.split('\n');
}
