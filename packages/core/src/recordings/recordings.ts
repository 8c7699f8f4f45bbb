import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { RecordingView } from '@springboard/contracts/recordings.ts';
import { lastCommands } from '@springboard/terminal/node/cast-reader.ts';
import { notFound } from '../access.ts';
import { readableAttempt } from '../attempts/access.ts';
import { audit, system } from '../audit.ts';
import type { Context } from '../context.ts';
import { hourly } from '../hourly.ts';
import { listRecordingFiles, type RecordingFile, removeOldRecordings } from './files.ts';

/** What the terminals of an attempt printed, a recording for each shell: one's own, or anybody's with the right to read it. Errors: `not-found`. */
export async function listRecordings(
  ctx: Context,
  actor: Actor,
  attemptId: string,
): Promise<RecordingView[]> {
  await readableAttempt(ctx.db, actor, attemptId);
  const files = await listRecordingFiles(ctx.recordings, attemptId);
  return files.map(({ name, node, number, startedAt, endedAt, bytes }) => ({
    name,
    node,
    number,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    bytes,
  }));
}

/** One of them, to be read once. Errors: `not-found`. */
export async function openRecording(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  name: string,
): Promise<{ file: RecordingFile; stream: ReadableStream<Uint8Array> }> {
  const attempt = await readableAttempt(ctx.db, actor, attemptId);
  const file = (await listRecordingFiles(ctx.recordings, attemptId)).find((one) => one.name === name);
  if (!file) throw notFound('recording');
  if (attempt.personId !== actor.personId)
    await audit(ctx.db, actor, 'recording.read', { kind: 'attempt', id: attemptId }, { name });
  const stream = createReadStream(file.path, { end: Math.max(0, file.bytes - 1) });
  return { file, stream: Readable.toWeb(stream) as ReadableStream<Uint8Array> };
}

/** The last commands that were typed in an attempt's terminals on this environment up to a moment, the latest last. */
export async function commandsBefore(
  ctx: Pick<Context, 'recordings'>,
  of: { attemptId: string; environmentId: string; at: Date },
  most: number,
): Promise<string[]> {
  const latest = await recordedLast(ctx, of);
  return latest ? lastCommands(latest.path, of.at, most) : [];
}

/** The recording of the shell that printed last before a moment, which is where they were at work. */
export async function recordedLast(
  ctx: Pick<Context, 'recordings'>,
  { attemptId, environmentId, at }: { attemptId: string; environmentId: string; at: Date },
): Promise<RecordingFile | undefined> {
  const files = (await listRecordingFiles(ctx.recordings, attemptId)).filter(
    (file) => file.environmentId === environmentId && file.startedAt <= at,
  );
  return files.toSorted((a, b) => lastBefore(b, at) - lastBefore(a, at))[0];
}

function lastBefore({ startedAt, endedAt }: RecordingFile, at: Date): number {
  return Math.min(endedAt.getTime(), at.getTime()) + startedAt.getTime() / 1e15;
}

/** Removes recordings that are older than an operator keeps them. */
export const pruneRecordings = hourly(async (ctx, now) => {
  const before = new Date(now - ctx.limits.recordingsKeptMs);
  const removed = await removeOldRecordings(ctx.recordings, before);
  if (removed > 0) {
    const detail = { removed, before: before.toISOString() };
    await audit(ctx.db, system, 'recording.remove', { kind: 'recording', id: 'retention' }, detail);
    ctx.log.info({ removed }, 'Old recordings of terminals were removed.');
  }
  return true;
});
