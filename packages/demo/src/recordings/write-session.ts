import { utimes } from 'node:fs/promises';
import { recordingPath } from '@springboard/core/recordings/files.ts';
import { CastWriter } from '@springboard/terminal/node/cast-writer.ts';
import type { Session } from './session.ts';
import { StoppedClock } from './stopped-clock.ts';

/** Size of the terminals of the demo. */
const size = { columns: 110, rows: 32 } as const;

/** Writes what a terminal printed to the folder of recordings, as the gateway would have written it then. A file that is there stays as it is. */
export async function writeSession(folder: string, session: Session): Promise<void> {
  const path = recordingPath(folder, session);
  const clock = new StoppedClock(session.startedAt);
  const problems: unknown[] = [];
  const log = {
    debug: () => {},
    info: () => {},
    error: () => {},
    warn: (fields: { err?: unknown }) => void problems.push(fields.err),
  };
  const writer = new CastWriter({ path, title: `${session.node} ${session.number}`, size, log, clock });
  for (const { at, text } of session.prints) {
    clock.moveTo(at);
    writer.output(Buffer.from(text));
  }
  clock.moveTo(session.endedAt);
  writer.end(0);
  await writer.closed;
  if (problems.length > 0)
    throw new Error(`the recording ${path} could not be written: ${String(problems[0])}`);
  // A recording ended when something was written to it last.
  await utimes(path, session.endedAt, session.endedAt);
}
