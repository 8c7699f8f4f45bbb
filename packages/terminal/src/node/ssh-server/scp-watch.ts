import { type NoteTransfer, type TransferWatch, writtenPath } from './transfer-log.ts';

/** A command by which a client of `scp` has its other half started on the node. `-t`: it takes files; `-f`: it sends them. */
const started = /^\s*(?:\S*\/)?scp((?:\s+-[A-Za-z0-9]+)+)\s+(?:--\s+)?(\S[\s\S]*)$/;
/** Bytes of a line that tells of a file; one that is longer is none. */
const longestLine = 8_192;
/** A line that tells of a file or a folder: mode, size, name. */
const header = /^([CD])[0-7]{4,5} (\d{1,19}) ([\s\S]+)$/;

/** The watch over an exec of scp; undefined for any other command. */
export function watchScp(command: string, note: NoteTransfer): TransferWatch | undefined {
  const [, options = '', target = ''] = started.exec(command) ?? [];
  const flags = options.replaceAll(/[\s-]/g, '');
  const takes = flags.includes('t');
  if (!takes && !flags.includes('f')) return undefined;
  const path = writtenPath(Buffer.from(target.trim()));
  const action = takes ? 'ssh.file.write' : 'ssh.file.read';
  note('ssh.scp', { direction: takes ? 'to the node' : 'from the node', path });
  const sender = new ScpSender((name, bytes, complete) =>
    note(action, { path, name, bytes, ...(complete ? {} : { complete }) }),
  );
  return {
    fromClient: (data) => {
      if (takes) sender.push(data);
    },
    fromNode: (data) => {
      if (!takes) sender.push(data);
    },
    end: () => sender.end(),
  };
}

interface FileUnderWay {
  readonly name: string;
  readonly bytes: number;
  left: number;
}

/** Reads what the sending half of scp says: lines that tell of files and folders, and after that of a file its bytes and a zero. */
class ScpSender {
  readonly #tell: (name: string, bytes: number, complete: boolean) => void;
  readonly #folders: string[] = [];
  #line: Buffer[] = [];
  #lineBytes = 0;
  #file: FileUnderWay | undefined;
  #broken = false;

  constructor(tell: (name: string, bytes: number, complete: boolean) => void) {
    this.#tell = tell;
  }

  push(data: Buffer): void {
    let rest = data;
    while (rest.length > 0 && !this.#broken)
      rest = this.#file ? this.#readFile(rest, this.#file) : this.#readLine(rest);
  }

  end(): void {
    const file = this.#file;
    if (file && file.left > 0) this.#tell(file.name, file.bytes - file.left, false);
    this.#broken = true;
  }

  #readFile(data: Buffer, file: FileUnderWay): Buffer {
    const part = Math.min(file.left, data.length);
    file.left -= part;
    if (file.left > 0) return data.subarray(part);
    this.#file = undefined;
    this.#tell(file.name, file.bytes, true);
    return data.subarray(part);
  }

  #readLine(data: Buffer): Buffer {
    // The zeros between are its word that all is well.
    if (this.#lineBytes === 0 && data[0] === 0) return data.subarray(1);
    const end = data.indexOf(10);
    const part = end < 0 ? data : data.subarray(0, end);
    this.#line.push(part);
    this.#lineBytes += part.length;
    this.#broken = this.#lineBytes > longestLine;
    if (end < 0) return data.subarray(data.length);
    this.#take(Buffer.concat(this.#line));
    this.#line = [];
    this.#lineBytes = 0;
    return data.subarray(end + 1);
  }

  #take(line: Buffer): void {
    if (line[0] === 0x45) this.#folders.pop();
    const [, kind, size, name] = header.exec(line.toString('latin1')) ?? [];
    if (kind === undefined || name === undefined) return;
    const readable = writtenPath(Buffer.from(name, 'latin1'));
    if (kind === 'D') {
      this.#folders.push(readable);
      this.#broken ||= this.#folders.length > 1_000;
      return;
    }
    const path = [...this.#folders, readable].join('/');
    const bytes = Number(size);
    if (bytes === 0) this.#tell(path, 0, true);
    else this.#file = { name: path, bytes, left: bytes };
  }
}
