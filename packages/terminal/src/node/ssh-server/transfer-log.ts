import type { Log } from '../authority.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { FileTransfer } from './authority.ts';

/** Looks at what goes by on a channel that moves files, and never holds it up. */
export interface TransferWatch {
  fromClient(data: Buffer): void;
  fromNode(data: Buffer): void;
  /** The channel is over; what was not complete is told, too. */
  end(): void;
}

/** What a watch tells of: an action such as `ssh.file.write`, and what it was done to. */
export type NoteTransfer = (action: string, detail: Record<string, unknown>) => void;

/** Lines of the record per second and at once from one connection; what is beyond is counted and told as one. */
const lineRate = { perSecond: 2, burst: 200 };
/** Lines are written together that come within so long, in milliseconds. */
const togetherMs = 1_000;
/** Characters of a path that are written down. */
const longestPath = 1_000;

/** Gathers what one connection does with files, and has it written down. */
export class TransferLog {
  readonly #record: (transfers: readonly FileTransfer[]) => Promise<void>;
  readonly #log: Log;
  readonly #lines = new TokenBucket(lineRate.perSecond, lineRate.burst);
  #pending: FileTransfer[] = [];
  #more = { environmentId: '', operations: 0, bytes: 0 };
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(record: (transfers: readonly FileTransfer[]) => Promise<void>, log: Log) {
    this.#record = record;
    this.#log = log;
  }

  note(environmentId: string, action: string, detail: Record<string, unknown>): void {
    if (this.#lines.tryTake(1)) this.#pending.push({ environmentId, action, detail });
    else {
      this.#more.environmentId = environmentId;
      this.#more.operations += 1;
      this.#more.bytes += typeof detail.bytes === 'number' ? detail.bytes : 0;
    }
    this.#timer ??= setTimeout(() => this.#flush(), togetherMs);
  }

  /** Writes what is left. */
  end(): void {
    this.#tellMore();
    this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const transfers = this.#pending;
    this.#pending = [];
    if (transfers.length === 0) return;
    // In their order, also where the record is slow.
    this.#last = this.#last
      .then(() => this.#record(transfers))
      .catch((error: unknown) => {
        this.#log.error({ err: error, lost: transfers.length }, 'transfers of files could not be recorded');
      });
  }

  #tellMore(): void {
    const { environmentId, ...detail } = this.#more;
    this.#more = { environmentId: '', operations: 0, bytes: 0 };
    if (detail.operations > 0) this.#pending.push({ environmentId, action: 'ssh.file.more', detail });
  }
}

/** A path as the record takes it: text that PostgreSQL can hold, of an end. */
export function writtenPath(bytes: Buffer): string {
  const text = bytes.toString('utf8').replaceAll(/\p{Cc}/gu, '\uFFFD');
  // Half of a character that takes two is none, and PostgreSQL would refuse the whole record for it.
  return text.length > longestPath ? `${text.slice(0, longestPath).toWellFormed()}…` : text;
}
