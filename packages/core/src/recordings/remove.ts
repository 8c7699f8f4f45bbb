import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listRecordingFiles } from './files.ts';

/** How many recordings there are of these attempts. */
export async function countRecordings(folder: string, attemptIds: readonly string[]): Promise<number> {
  let count = 0;
  for (const id of attemptIds) count += (await listRecordingFiles(folder, id)).length;
  return count;
}

/** Removes the recordings of these attempts, with their folders and whatever lies there. Answers how many it were. */
export async function removeRecordings(folder: string, attemptIds: readonly string[]): Promise<number> {
  const count = await countRecordings(folder, attemptIds);
  for (const id of attemptIds) await rm(join(folder, id), { recursive: true, force: true });
  return count;
}
