import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whose shell a recording is of. */
export interface RecordedShell {
  readonly attemptId: string;
  readonly environmentId: string;
  readonly node: string;
  readonly number: number;
  readonly startedAt: Date;
}

export interface RecordingFile extends Omit<RecordedShell, 'attemptId'> {
  /** Of the file in the attempt's folder. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** When something was written last: a running one goes on. */
  readonly endedAt: Date;
}

/** `<node>.<number>.<start>.<environment>.cast`, the start in milliseconds, so that names sort and hold all there is to know. */
const shape = /^([a-z0-9-]{1,63})\.(\d{1,2})\.(\d{13})\.([0-9a-f-]{36})\.cast$/;

/** Where the recording of a shell is kept: a folder for each attempt. */
export function recordingPath(folder: string, shell: RecordedShell): string {
  const { attemptId, environmentId, node, number, startedAt } = shell;
  return join(folder, attemptId, `${node}.${number}.${startedAt.getTime()}.${environmentId}.cast`);
}

/** The recordings of an attempt, in the order of their beginning; none where nothing was recorded. */
export async function listRecordingFiles(folder: string, attemptId: string): Promise<RecordingFile[]> {
  const names = await readdir(join(folder, attemptId)).catch(() => []);
  const found = await Promise.all(names.map((name) => read(join(folder, attemptId), name)));
  return found.flat().sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
}

/** What the name of a recording says, be the file there or not; undefined where it is no such name. */
export function readName(name: string): Omit<RecordedShell, 'attemptId'> | undefined {
  const [, node = '', number = '', started = '', environmentId = ''] = shape.exec(name) ?? [];
  if (node === '') return undefined;
  return { node, number: Number(number), environmentId, startedAt: new Date(Number(started)) };
}

async function read(folder: string, name: string): Promise<RecordingFile[]> {
  const known = readName(name);
  if (known === undefined) return [];
  const path = join(folder, name);
  const stats = await stat(path).catch(() => undefined);
  return stats ? [{ name, path, ...known, bytes: stats.size, endedAt: stats.mtime }] : [];
}

/** Removes recordings that nothing was written to since `before`, and folders that are empty then. Answers how many it were. */
export async function removeOldRecordings(folder: string, before: Date): Promise<number> {
  let removed = 0;
  for (const attemptId of await readdir(folder).catch(() => [])) {
    const files = await listRecordingFiles(folder, attemptId);
    const old = files.filter(({ endedAt }) => endedAt < before);
    for (const { path } of old) await rm(path, { force: true });
    removed += old.length;
    if (files.length > 0 && old.length === files.length)
      await rm(join(folder, attemptId), { recursive: true, force: true });
  }
  return removed;
}
