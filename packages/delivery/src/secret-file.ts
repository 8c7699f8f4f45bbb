import { readFile } from 'node:fs/promises';
import { NotSent } from './channel.ts';

/** What a file of the operator holds, read anew each time so that it can be changed without a restart. Errors: `NotSent`, to be tried again. */
export async function readSecret(path: string, variable: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new NotSent(`the file that ${variable} names cannot be read`, true);
  });
  if (text.trim() === '') throw new NotSent(`the file that ${variable} names is empty`, true);
  return text.trim();
}
