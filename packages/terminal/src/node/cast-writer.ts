import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { cutMarker } from '../common/cast-markers.ts';
import type { Size } from '../common/limits.ts';
import { WholeCharacters } from '../common/whole-characters.ts';
import type { Log } from './authority.ts';
import { type CastClock, realClock } from './cast-clock.ts';
import { givingBack } from './give-back.ts';
import { lineOfJson } from './json-text.ts';
import type { RecordedShell, Recorder } from './recorder.ts';

/** Output that comes within so long is one event: a replay shows no difference, and a flood is not a million lines. In milliseconds. */
const togetherMs = 40;
/** Bytes of a longer event are written at once: a tenth of a millisecond of the gateway's, in which nobody is echoed. */
const longestEvent = 2 ** 15;
/** A recording is cut at so many bytes: an hour of work is some hundred kilobytes, and `yes` fills a disk in minutes. */
export const longestCastBytes = 16 * 2 ** 20;
/** A disk that takes nothing for so many bytes ends the recording: the gateway's memory is for its shells. */
const mostUnwrittenBytes = 4 * 2 ** 20;

export interface CastOptions {
  readonly path: string;
  readonly title: string;
  readonly size: Size;
  /** For a shell that may be found again. The file begins with its screen, so that it can be played without what came before. */
  readonly shell?: RecordedShell | undefined;
  readonly log: Log;
  readonly longestBytes?: number;
  /** Another than the machine's, where a recording is made of what was printed at another time. */
  readonly clock?: CastClock;
}

/** Says in the header of a recording whose it is. */
export function shellTag(shellId: string): string {
  return `shell:${shellId}`;
}

/**
 * Records into a file of asciicast v3 (https://docs.asciinema.org/manual/asciicast/v3/), readable by the platform's user alone: output, sizes and the
 * exit. A recording that is too long gets a marker and ends; a disk that is full or fails ends it, and the shell goes on.
 */
export class CastWriter implements Recorder {
  readonly #stream: WriteStream | undefined;
  readonly #characters = new WholeCharacters();
  readonly #longest: number;
  readonly #tell: (why: string) => void;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  readonly #clock: CastClock;
  #cancelTimer: (() => void) | undefined;
  #last: number;
  #bytes = 0;
  #over = false;

  /** Resolves once all of it is written; also when it could not be, which the log has been told of. */
  readonly closed: Promise<void>;

  constructor({
    path,
    title,
    size,
    shell,
    log,
    longestBytes = longestCastBytes,
    clock = realClock,
  }: CastOptions) {
    this.#longest = longestBytes;
    this.#clock = clock;
    // The header knows whole seconds only: the first interval has the rest.
    this.#last = clock.steady() - (clock.now() % 1000);
    this.#tell = (why) => log.warn({ path, why }, 'a recording of a terminal was cut; the terminal goes on');
    const failed = (error: unknown) => {
      if (!this.#over || this.#stream?.errored)
        log.warn({ err: error, path }, 'a terminal is not recorded any further');
      this.#over = true;
    };
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      this.#stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
      this.#stream.on('error', failed);
    } catch (error) {
      failed(error);
      this.closed = Promise.resolve();
      return;
    }
    this.closed = finished(this.#stream).catch(() => {});
    const term = { cols: size.columns, rows: size.rows, type: 'xterm-256color' };
    const tags = shell && { tags: [shellTag(shell.id)] };
    this.#write({ version: 3, term, timestamp: Math.floor(clock.now() / 1000), title, ...tags });
    if (shell?.screen) this.output(shell.screen.data);
  }

  output(data: Uint8Array): void {
    for (let at = 0; at < data.length && !this.#over; at += longestEvent) {
      const whole = this.#characters.take(data.subarray(at, at + longestEvent));
      this.#pending.push(whole);
      this.#pendingBytes += whole.length;
      if (this.#pendingBytes >= longestEvent) this.#flush();
      else this.#cancelTimer ??= this.#clock.later(togetherMs, () => this.#flush());
    }
  }

  resize({ columns, rows }: Size): void {
    this.#flush();
    this.#event('r', `${columns}x${rows}`);
  }

  mark(text: string): void {
    this.#flush();
    this.#event('m', text);
  }

  end(exitCode: number | null): void {
    this.#flush();
    if (exitCode !== null) this.#event('x', String(exitCode));
    this.#close();
  }

  #flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const pieces = this.#pending;
    const bytes = this.#pendingBytes;
    this.#pending = [];
    this.#pendingBytes = 0;
    if (bytes > 0) this.#event('o', pieces);
  }

  #event(code: 'o' | 'r' | 'x' | 'm', data: string | readonly Uint8Array[]): void {
    if (this.#over) return;
    const now = this.#clock.steady();
    const seconds = Math.round(now - this.#last) / 1000;
    this.#last = now;
    if (typeof data === 'string') this.#write([seconds, code, data]);
    else this.#writeLine(lineOfJson(`[${seconds},"${code}",`, data, ']'));
    const tooLong = this.#bytes > this.#longest;
    if (!tooLong && (this.#stream?.writableLength ?? 0) <= mostUnwrittenBytes) return;
    this.#tell(tooLong ? 'it is as long as one may be' : 'the disk does not keep up');
    this.#write([0, 'm', cutMarker]);
    this.#close();
  }

  #write(line: unknown): void {
    this.#writeLine(Buffer.from(`${JSON.stringify(line)}\n`));
  }

  #writeLine(line: Buffer<ArrayBuffer>): void {
    this.#bytes += line.length;
    this.#stream?.write(line, givingBack(line));
  }

  #close(): void {
    this.#over = true;
    this.#cancelTimer?.();
    this.#stream?.end();
  }
}
