/** Bytes of a packet's beginning that are looked at: two paths of the longest, and what stands before them. */
const keptBytes = 9 * 1024;
/** A packet of sftp is at most 256 KiB; beyond this what goes by is something else. */
const longestPacket = 2 ** 20;

/** Reads a stream of packets (length, then so many bytes) as it goes by, and tells the beginning of each. */
export class PacketScanner {
  readonly #onPacket: (head: Buffer) => void;
  #head: Buffer[] = [];
  #headBytes = 0;
  /** Of the present packet, to come; null while its length is read. */
  #left: number | null = null;
  #length = Buffer.alloc(0);
  #broken = false;

  constructor(onPacket: (head: Buffer) => void) {
    this.#onPacket = onPacket;
  }

  /** True when what went by was no packets; nothing is told any more. */
  get broken(): boolean {
    return this.#broken;
  }

  push(data: Buffer): void {
    let rest = data;
    while (rest.length > 0 && !this.#broken)
      rest = this.#left === null ? this.#readLength(rest) : this.#readBody(rest, this.#left);
  }

  #readLength(data: Buffer): Buffer {
    const wanted = 4 - this.#length.length;
    this.#length = Buffer.concat([this.#length, data.subarray(0, wanted)]);
    if (this.#length.length === 4) {
      this.#left = this.#length.readUInt32BE();
      this.#length = Buffer.alloc(0);
      this.#broken = this.#left === 0 || this.#left > longestPacket;
    }
    return data.subarray(wanted);
  }

  #readBody(data: Buffer, left: number): Buffer {
    const part = data.subarray(0, left);
    const room = keptBytes - this.#headBytes;
    if (room > 0) {
      this.#head.push(part.subarray(0, room));
      this.#headBytes += Math.min(room, part.length);
    }
    this.#left = left - part.length;
    if (this.#left === 0) {
      const [only] = this.#head;
      const head = this.#head.length === 1 && only ? only : Buffer.concat(this.#head);
      this.#left = null;
      this.#head = [];
      this.#headBytes = 0;
      this.#onPacket(head);
    }
    return data.subarray(part.length);
  }
}
