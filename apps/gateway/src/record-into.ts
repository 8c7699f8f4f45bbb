import { shellWords } from '@springboard/contracts/recordings.ts';
import { recordingPath } from '@springboard/core/recordings/files.ts';
import type { Log } from '@springboard/terminal/node/authority.ts';
import { CastWriter } from '@springboard/terminal/node/cast-writer.ts';
import type { StartRecording } from '@springboard/terminal/node/recorder.ts';

/** Records each shell into a file of its own in the folder of its attempt. */
export function recordInto(folder: string, log: Log): StartRecording {
  return ({ attemptId, environmentId, node, number }, size) =>
    new CastWriter({
      path: recordingPath(folder, { attemptId, environmentId, node, number, startedAt: new Date() }),
      title: `${node}, ${shellWords(number)}`,
      size,
      log,
    });
}
