import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The Git commit a folder is at; null when it is no checkout, or has changes that no commit holds. */
export async function commitOf(folder: string): Promise<string | null> {
  const git = async (...words: string[]) => {
    const { stdout } = await promisify(execFile)('git', ['-C', folder, ...words], { timeout: 5_000 });
    return stdout.trim();
  };
  try {
    if ((await git('status', '--porcelain', '--', '.')) !== '') return null;
    return await git('rev-parse', 'HEAD');
  } catch {
    return null;
  }
}
