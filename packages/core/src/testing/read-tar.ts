import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';

/** The files of a gzipped tar, by name, as text. */
export async function readTar(stream: ReadableStream): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const tar = extract();
  tar.on('entry', (header, entry, next) => {
    const parts: Buffer[] = [];
    entry.on('data', (part) => parts.push(part as Buffer));
    entry.on('end', () => {
      files.set(header.name, Buffer.concat(parts).toString());
      next();
    });
  });
  await pipeline(Readable.fromWeb(stream), createGunzip(), tar);
  return files;
}
