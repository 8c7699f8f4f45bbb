import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { recordingPath } from '../recordings/files.ts';

/** Writes the recording of a shell of this attempt, in which each line was printed so many seconds after its beginning. Answers its name. */
export async function aRecording(
  folder: string,
  attemptId: string,
  startedAt: Date,
  printed: readonly (readonly [number, string])[],
  node = 'host1',
): Promise<string> {
  const shell = { attemptId, environmentId: randomUUID(), node, number: 1, startedAt };
  const path = recordingPath(folder, shell);
  const header = {
    version: 3,
    term: { cols: 80, rows: 24 },
    timestamp: Math.floor(startedAt.getTime() / 1000),
  };
  const events = printed.map(([at, text], index) => [
    at - (printed[index - 1]?.[0] ?? 0),
    'o',
    `${text}\r\n`,
  ]);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join(''));
  return basename(path);
}
