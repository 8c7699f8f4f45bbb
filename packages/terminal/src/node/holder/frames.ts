/** Bytes before the body: its type, and its length as 32 bits, big-endian. */
const headerBytes = 5;

/** A frame to a holder; `holder.py` lists them. */
export function holderFrame(type: 'a' | 'i' | 's', body: Uint8Array = new Uint8Array(0)): Buffer {
  const frame = Buffer.allocUnsafe(headerBytes + body.length);
  frame.write(type, 'latin1');
  frame.writeUInt32BE(body.length, 1);
  frame.set(body, headerBytes);
  return frame;
}

/** Bytes of a body that is not output; whoever is root on the node may send what they like. */
const longestWord = 64;

export interface HolderFrames {
  /** A piece of output; a frame of it may come in several. */
  readonly output: (data: Buffer) => void;
  readonly hello: (id: string) => void;
  readonly end: (how: string) => void;
}

/** Reads the frames of a holder from a stream of bytes. */
export class HolderReader {
  readonly #frames: HolderFrames;
  readonly #header = Buffer.alloc(headerBytes);
  #headerFilled = 0;
  #missing = 0;
  #word = '';

  constructor(frames: HolderFrames) {
    this.#frames = frames;
  }

  /** Throws on what no holder of ours sends. */
  feed(data: Buffer): void {
    for (let at = 0; at < data.length; ) {
      if (this.#headerFilled < headerBytes) {
        const taken = data.copy(this.#header, this.#headerFilled, at, at + headerBytes - this.#headerFilled);
        at += taken;
        this.#headerFilled += taken;
        if (this.#headerFilled < headerBytes) return;
        this.#missing = this.#header.readUInt32BE(1);
        this.#word = '';
      }
      const piece = data.subarray(at, at + this.#missing);
      at += piece.length;
      this.#missing -= piece.length;
      this.#take(piece);
      if (this.#missing === 0) this.#headerFilled = 0;
    }
  }

  #take(piece: Buffer): void {
    const type = String.fromCharCode(this.#header[0] as number);
    if (type === 'o') {
      this.#frames.output(piece);
      return;
    }
    this.#word += piece.toString('latin1');
    if (this.#word.length + this.#missing > longestWord) throw new Error('a frame that is too long');
    if (this.#missing > 0) return;
    if (type === 'h') this.#frames.hello(this.#word);
    else if (type === 'e') this.#frames.end(this.#word);
    else throw new Error('an unknown frame');
  }
}
