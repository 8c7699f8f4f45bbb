import { PacketScanner } from './packet-scanner.ts';
import { type NoteTransfer, type TransferWatch, writtenPath } from './transfer-log.ts';

/** Packets of sftp version 3 (draft-ietf-secsh-filexfer-02) that are looked at. */
const request = {
  open: 3,
  close: 4,
  read: 5,
  write: 6,
  remove: 13,
  makeFolder: 14,
  removeFolder: 15,
  rename: 18,
  link: 20,
  extended: 200,
} as const;
const response = { status: 101, handle: 102, data: 103 } as const;
const opensForWriting = 0x02;

/** Requests and files that are remembered at once; a client of OpenSSH has 64 requests under way. What is beyond is not told. */
const mostUnderWay = 4_096;

interface OpenFile {
  readonly path: string;
  readonly writes: boolean;
  read: number;
  written: number;
}

/** What is to be told, or counted, when the answer to a request says that it was done. */
type UnderWay =
  | { readonly kind: 'open'; readonly file: OpenFile }
  | { readonly kind: 'read'; readonly file: OpenFile }
  | { readonly kind: 'write'; readonly file: OpenFile; readonly bytes: number }
  | { readonly kind: 'done'; readonly action: string; readonly detail: Record<string, unknown> };

/** Tells which files go by sftp to and from a node, and what else is done to files there, once the node says that it was. */
export class SftpWatch implements TransferWatch {
  readonly #note: NoteTransfer;
  readonly #onWork: () => void;
  readonly #requests = new PacketScanner((head) => this.#guarded(() => this.#request(head)));
  readonly #responses = new PacketScanner((head) => this.#guarded(() => this.#response(head)));
  readonly #underWay = new Map<number, UnderWay>();
  readonly #files = new Map<string, OpenFile>();

  /** `onWork` is called when something is done to files, and not when somebody only looks around. */
  constructor(note: NoteTransfer, onWork: () => void) {
    this.#note = note;
    this.#onWork = onWork;
  }

  fromClient(data: Buffer): void {
    this.#requests.push(data);
  }

  fromNode(data: Buffer): void {
    this.#responses.push(data);
  }

  end(): void {
    for (const file of this.#files.values()) this.#tell(file, { complete: false });
    this.#files.clear();
    this.#underWay.clear();
  }

  /** What is too short to be what it says it is, is not told; the node answers it as it likes. */
  #guarded(look: () => void): void {
    try {
      look();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }

  #request(head: Buffer): void {
    const reader = new Reader(head);
    const type = reader.byte();
    const id = reader.number();
    switch (type) {
      case request.open: {
        const path = writtenPath(reader.bytes());
        const writes = (reader.number() & opensForWriting) !== 0;
        this.#expect(id, { kind: 'open', file: { path, writes, read: 0, written: 0 } });
        break;
      }
      case request.close: {
        const handle = reader.bytes().toString('latin1');
        const file = this.#files.get(handle);
        if (file) this.#tell(file, {});
        this.#files.delete(handle);
        return;
      }
      case request.read:
      case request.write: {
        const file = this.#files.get(reader.bytes().toString('latin1'));
        if (!file) return;
        reader.skip(8);
        const bytes = reader.number();
        this.#expect(id, type === request.read ? { kind: 'read', file } : { kind: 'write', file, bytes });
        break;
      }
      default: {
        const done = changeOf(type, reader);
        if (!done) return;
        this.#expect(id, { kind: 'done', ...done });
      }
    }
    this.#onWork();
  }

  #expect(id: number, underWay: UnderWay): void {
    if (this.#underWay.size < mostUnderWay) this.#underWay.set(id, underWay);
  }

  #response(head: Buffer): void {
    const reader = new Reader(head);
    const type = reader.byte();
    const id = reader.number();
    const asked = this.#underWay.get(id);
    if (!asked) return;
    this.#underWay.delete(id);
    if (asked.kind === 'open' && type === response.handle) {
      if (this.#files.size < mostUnderWay) this.#files.set(reader.bytes().toString('latin1'), asked.file);
    }
    if (asked.kind === 'read' && type === response.data) asked.file.read += reader.number();
    if (type !== response.status || reader.number() !== 0) return;
    if (asked.kind === 'write') asked.file.written += asked.bytes;
    if (asked.kind === 'done') this.#note(asked.action, asked.detail);
  }

  #tell({ path, writes, read, written }: OpenFile, more: { complete?: false }): void {
    if (writes) this.#note('ssh.file.write', { path, bytes: written, ...more });
    if (read > 0 || !writes) this.#note('ssh.file.read', { path, bytes: read, ...more });
  }
}

function changeOf(
  type: number,
  reader: Reader,
): { action: string; detail: Record<string, unknown> } | undefined {
  const path = () => writtenPath(reader.bytes());
  switch (type) {
    case request.remove:
      return { action: 'ssh.file.remove', detail: { path: path() } };
    case request.makeFolder:
      return { action: 'ssh.folder.make', detail: { path: path() } };
    case request.removeFolder:
      return { action: 'ssh.folder.remove', detail: { path: path() } };
    case request.rename:
      return { action: 'ssh.file.rename', detail: { path: path(), to: path() } };
    case request.link:
      return { action: 'ssh.file.link', detail: { target: path(), path: path() } };
    case request.extended:
      return extensionOf(reader.bytes().toString('latin1'), path);
    default:
      return undefined;
  }
}

function extensionOf(
  name: string,
  path: () => string,
): { action: string; detail: Record<string, unknown> } | undefined {
  if (name === 'posix-rename@openssh.com')
    return { action: 'ssh.file.rename', detail: { path: path(), to: path() } };
  if (name === 'hardlink@openssh.com')
    return { action: 'ssh.file.link', detail: { target: path(), path: path() } };
  return undefined;
}

/** Reads a packet's fields in their order; throws `RangeError` where it ends too early. */
class Reader {
  readonly #data: Buffer;
  #at = 0;

  constructor(data: Buffer) {
    this.#data = data;
  }

  byte(): number {
    this.skip(1);
    return this.#data.readUInt8(this.#at - 1);
  }

  number(): number {
    this.skip(4);
    return this.#data.readUInt32BE(this.#at - 4);
  }

  bytes(): Buffer {
    const length = this.number();
    this.skip(length);
    return this.#data.subarray(this.#at - length, this.#at);
  }

  skip(bytes: number): void {
    if (this.#at + bytes > this.#data.length) throw new RangeError('the packet ends too early');
    this.#at += bytes;
  }
}
