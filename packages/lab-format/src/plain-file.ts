import { lstat, readFile } from 'node:fs/promises';

/** Text of a file of content. Links are not followed: content comes from elsewhere, and must not show what lies beside it. */
export async function readPlainFile(path: string): Promise<string> {
  if (!(await lstat(path)).isFile()) throw new Error('it is not a plain file; links are not followed');
  return readFile(path, 'utf8');
}
