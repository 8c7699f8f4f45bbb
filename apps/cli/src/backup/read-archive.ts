import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { CliError, exit } from '../api/errors.ts';
import { ArchiveHeader, ArchiveManifest, headerName, isEntryName, manifestName } from './manifest.ts';

export interface ReadArchive {
  readonly header: ArchiveHeader;
  readonly manifest: ArchiveManifest;
}

/**
 * Unpacks an archive into `folder`, and looks whether all of it is there and as it was written. Errors are `CliError`s that say what is wrong with it: it is no backup,
 * one of another release, cut, or damaged. Nothing is written outside of `folder`.
 */
export async function readArchive(path: string, folder: string): Promise<ReadArchive> {
  const seen = new Map<string, { bytes: number; sha256: string }>();
  const tar = extract();
  try {
    await Promise.all([
      pipeline(createReadStream(path), createGunzip(), tar),
      (async () => {
        for await (const entry of tar) {
          const { name, type } = entry.header;
          if (seen.size === 0 && name !== headerName) throw noBackup(path);
          if (type !== 'file' || !isEntryName(name) || seen.has(name)) throw strange(name);
          const file = join(folder, name);
          await mkdir(dirname(file), { recursive: true, mode: 0o700 });
          seen.set(name, await unpack(entry as AsyncIterable<Buffer>, file));
          if (name === headerName) await readHeader(path, file);
        }
      })(),
    ]);
  } catch (error) {
    tar.destroy();
    throw error instanceof CliError ? error : unreadable(path, error, seen.size > 0);
  }
  if (seen.size === 0) throw noBackup(path);
  if (!seen.has(manifestName)) throw cut();
  const header = await readHeader(path, join(folder, headerName));
  const manifest = await readManifest(join(folder, manifestName));
  const expected = new Map(manifest.entries.map((entry) => [entry.name, entry]));
  for (const [name, { bytes, sha256 }] of seen) {
    if (name === manifestName) continue;
    const entry = expected.get(name);
    if (entry?.bytes !== bytes || entry.sha256 !== sha256) throw damaged(name);
    expected.delete(name);
  }
  for (const [name] of expected) throw damaged(name);
  for (const { file } of manifest.database.tables) if (!seen.has(`database/${file}`)) throw damaged(file);
  return { header, manifest };
}

async function unpack(entry: AsyncIterable<Buffer>, file: string) {
  const hash = createHash('sha256');
  let bytes = 0;
  const noted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(entry, noted, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  return { bytes, sha256: hash.digest('hex') };
}

async function readHeader(path: string, file: string): Promise<ArchiveHeader> {
  const json = await jsonIn(file);
  const parsed = ArchiveHeader.safeParse(json);
  if (parsed.success) return parsed.data;
  const isOurs = (json as { format?: unknown } | undefined)?.format === 'springboard-backup';
  throw isOurs ? otherRelease() : noBackup(path);
}

async function readManifest(file: string): Promise<ArchiveManifest> {
  const parsed = ArchiveManifest.safeParse(await jsonIn(file));
  if (parsed.success) return parsed.data;
  throw damaged(manifestName);
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const unchanged = 'Nothing was restored, and nothing was changed.';

function noBackup(path: string): CliError {
  return new CliError(
    exit.failed,
    `${path} is no backup of Springboard. ${unchanged}`,
    'Name the file that `springboard backup` wrote.',
  );
}

/** For what a release of another age made. */
export function otherRelease(): CliError {
  return new CliError(
    exit.failed,
    `This backup was made by a newer release, or by one that was changed. ${unchanged}`,
    'Restore it with the release that made it, or a later one.',
  );
}

function cut(): CliError {
  return new CliError(
    exit.failed,
    `This backup was cut: its end is missing. ${unchanged}`,
    'Copy it again from where it was written, or take an older one.',
  );
}

function damaged(name: string): CliError {
  return new CliError(
    exit.failed,
    `This backup is damaged: ${name} is not as it was written. ${unchanged}`,
    'Copy it again from where it was written, or take an older one.',
  );
}

function strange(name: string): CliError {
  return new CliError(
    exit.failed,
    `There is something in this archive that no backup holds: ${JSON.stringify(name)}. ${unchanged}`,
    'Find out where this file comes from.',
  );
}

function unreadable(path: string, cause: unknown, begun: boolean): CliError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new CliError(exit.notFound, `There is no ${path}.`);
  if (code === 'EACCES') return new CliError(exit.forbidden, `${path} is not yours to read. ${unchanged}`);
  if (code === 'ENOSPC')
    return new CliError(
      exit.failed,
      `The disk is full. ${unchanged}`,
      'Make room: the backup is unpacked beside the new state folder.',
    );
  // A gzip that stops in its midst; what is none at all has another beginning.
  return begun || code === 'Z_BUF_ERROR' ? cut() : noBackup(path);
}
