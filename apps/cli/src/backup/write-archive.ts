import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { ArchiveManifest } from './manifest.ts';

/** A gzipped tar that is written entry by entry, and remembers what is in it. */
export class ArchiveWriter {
  readonly entries: ArchiveManifest['entries'] = [];
  readonly #tar = pack();
  readonly #written: Promise<void>;

  /** The file must not be there; nobody but its owner reads it. */
  constructor(path: string) {
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    this.#written = pipeline(this.#tar, createGzip(), file);
    this.#written.catch(() => {});
  }

  async addText(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await this.#add(name, bytes.length, Readable.from([bytes]));
  }

  /** As far as the file goes now. False when it is not there. */
  async addFile(name: string, path: string): Promise<boolean> {
    let file: FileHandle;
    try {
      file = await open(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
    try {
      const { size } = await file.stat();
      const content =
        size > 0 ? file.createReadStream({ end: size - 1, autoClose: false }) : Readable.from([]);
      await this.#add(name, size, content);
      return true;
    } finally {
      await file.close();
    }
  }

  /** Resolves when all of it is on the disk. */
  async end(): Promise<void> {
    this.#tar.finalize();
    await this.#written;
  }

  /** Stops writing; what is there is no archive. */
  async abort(): Promise<void> {
    this.#tar.destroy();
    await this.#written.catch(() => {});
  }

  async #add(name: string, size: number, content: Readable): Promise<void> {
    const hash = createHash('sha256');
    const noted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    const entry = this.#tar.entry({ name, size, mode: 0o600 });
    // A disk that is full ends the file's own stream, and no entry goes on by itself then.
    await Promise.race([
      pipeline(content, noted, entry),
      this.#written.then(() => Promise.reject(new Error('the archive was closed'))),
    ]);
    this.entries.push({ name, bytes: size, sha256: hash.digest('hex') });
  }
}
