import { shellWords } from '@springboard/contracts/recordings.ts';
import { listRecordingFiles, recordingPath } from '@springboard/core/recordings/files.ts';
import type { Log } from '@springboard/terminal/node/authority.ts';
import { screenAtEnd } from '@springboard/terminal/node/cast-screen.ts';
import { CastWriter } from '@springboard/terminal/node/cast-writer.ts';
import type { RecordedScreen, StartRecording } from '@springboard/terminal/node/recorder.ts';

/** Records each shell into a file of its own in the folder of its attempt; one that is found again, into another one from there on. */
export function recordInto(folder: string, log: Log): StartRecording {
  return ({ attemptId, environmentId, node, number }, size, shell) =>
    new CastWriter({
      path: recordingPath(folder, { attemptId, environmentId, node, number, startedAt: new Date() }),
      title: `${node}, ${shellWords(number)}`,
      size,
      shell,
      log,
    });
}

/** Reads the screen of a shell from the latest recording of its terminal. */
export function screensIn(folder: string): RecordedScreen {
  return async ({ attemptId, environmentId, node, number }, shellId, screens) => {
    const files = await listRecordingFiles(folder, attemptId);
    const latest = files.findLast(
      (one) => one.environmentId === environmentId && one.node === node && one.number === number,
    );
    return latest && screenAtEnd(latest.path, shellId, screens);
  };
}
