import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Actor } from '@springboard/contracts/actor.ts';
import { listAttemptIds } from '@springboard/db/repositories/erasure.ts';
import {
  listOwnAudit,
  readAttemptData,
  readProfile,
  readReviewsBy,
} from '@springboard/db/repositories/own-data.ts';
import { listRatingsBy, listWalkthroughsBy } from '@springboard/db/repositories/walkthroughs.ts';
import { type Pack, pack } from 'tar-stream';
import { authorize } from '../../access.ts';
import { audit } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { listRecordingFiles } from '../../recordings/files.ts';
import { partPath } from '../../walkthroughs/files.ts';

type ExportContext = Pick<Context, 'db' | 'recordings' | 'clock' | 'log'>;

/** Lines of the audit that are in memory at a time; each such part is a file. */
const auditLines = 5_000;

const readme = `What Springboard holds of you.

profile.json          who you are here, your roles, teams, sessions, tokens, keys and paths; no secret is in it
attempts/<id>.json    each attempt: checks, hints, answers, drafts, what you handed in, what was said of it
recordings/<id>/      what your terminals printed (asciicast v3: "asciinema play FILE" shows it)
walkthroughs/<id>.json    each walk-through of yours, and walkthroughs/<id>/ what others can see of its recordings
reviews.json          reviews that you wrote of others’ work, and your comments on lines and moments of it
ratings.json          what you said of others’ walk-throughs
audit/<number>.jsonl  what the audit says that you did, or that was done to you

Recordings are removed by themselves after the time that the page Settings names.
`;

/**
 * Everything that the platform holds of the one who asks, as a gzipped tar that is made while it is read: never more than one recording's buffer and one attempt is in
 * memory. A recording that is removed meanwhile is left out. That it was taken is a line of the audit.
 */
export async function exportOwnData(ctx: ExportContext, actor: Actor): Promise<ReadableStream<Uint8Array>> {
  authorize(actor, 'person.self.take');
  await audit(ctx.db, actor, 'person.export', { kind: 'person', id: actor.personId });
  const tar = pack();
  const out = createGzip();
  // Either end may go first; the other is told.
  pipeline(tar, out).catch(() => {});
  fill(ctx, tar, actor.personId).catch((error: Error) => {
    if (!tar.destroyed) ctx.log.error({ err: error }, 'An export of somebody’s own data broke off.');
    tar.destroy(error);
  });
  return Readable.toWeb(out) as ReadableStream<Uint8Array>;
}

async function fill(ctx: ExportContext, tar: Pack, personId: string): Promise<void> {
  const mtime = ctx.clock();
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const add = (name: string, text: string) => addEntry(tar, { name, mtime }, text);
  await add('README.txt', readme);
  await add('profile.json', json(await readProfile(ctx.db, personId)));
  for (const id of await listAttemptIds(ctx.db, personId)) {
    await add(`attempts/${id}.json`, json(await readAttemptData(ctx.db, id)));
    for (const { path, name } of await listRecordingFiles(ctx.recordings, id))
      await addFile(tar, `recordings/${id}/${name}`, path);
  }
  for (const row of await listWalkthroughsBy(ctx.db, personId)) {
    await add(`walkthroughs/${row.id}.json`, json(row));
    for (const { file } of row.published?.parts ?? [])
      await addFile(tar, `walkthroughs/${row.id}/${file}`, partPath(ctx.recordings, row.id, file));
  }
  await add('reviews.json', json(await readReviewsBy(ctx.db, personId)));
  await add('ratings.json', json(await listRatingsBy(ctx.db, personId)));
  for (let after = 0, part = 1; ; part++) {
    const rows = await listOwnAudit(ctx.db, personId, after, auditLines);
    if (rows.length > 0)
      await add(`audit/${part}.jsonl`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    after = rows.at(-1)?.id ?? after;
    if (rows.length < auditLines) break;
  }
  tar.finalize();
}

/** Resolves when there is room for the next one. */
function addEntry(tar: Pack, header: { name: string; mtime: Date }, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.entry({ ...header, mode: 0o600 }, text, (error) => (error ? reject(error) : resolve()));
  });
}

/** As far as the file goes now: one that is still written to is longer in a moment. */
async function addFile(tar: Pack, name: string, path: string): Promise<void> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    const { size, mtime } = await file.stat();
    const entry = tar.entry({ name, size, mtime, mode: 0o600 });
    const content = size > 0 ? file.createReadStream({ end: size - 1, autoClose: false }) : Readable.from([]);
    await pipeline(content, entry);
  } finally {
    await file.close();
  }
}
