/** The last bytes of a stream, addressed by their offset since its start. */
export class ByteRing {
  readonly #bytes: Uint8Array;
  #end = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** Offset after the last byte. */
  get end(): number {
    return this.#end;
  }
  /** Offset of the oldest byte that is still here. */
  get start(): number {
    return Math.max(0, this.#end - this.#bytes.length);
  }

  append(data: Uint8Array): void {
    const capacity = this.#bytes.length;
    const kept = data.length > capacity ? data.subarray(data.length - capacity) : data;
    this.#end += data.length;
    const at = (this.#end - kept.length) % capacity;
    const first = Math.min(kept.length, capacity - at);
    this.#bytes.set(kept.subarray(0, first), at);
    this.#bytes.set(kept.subarray(first), 0);
  }

  has(offset: number): boolean {
    return offset >= this.start && offset <= this.#end;
  }

  /** Up to `max` bytes from `offset`; a view that the next `append` may overwrite, and shorter where the ring wraps. */
  read(offset: number, max: number): Uint8Array {
    if (!this.has(offset))
      throw new RangeError(`offset ${offset} is not between ${this.start} and ${this.#end}`);
    const at = offset % this.#bytes.length;
    const length = Math.min(max, this.#end - offset, this.#bytes.length - at);
    return this.#bytes.subarray(at, at + length);
  }

  /** Everything from `offset` on, as bytes of their own. */
  copyFrom(offset: number): Uint8Array<ArrayBuffer> {
    const copy = new Uint8Array(this.#end - offset);
    for (let at = offset; at < this.#end; ) {
      const piece = this.read(at, this.#end - at);
      copy.set(piece, at - offset);
      at += piece.length;
    }
    return copy;
  }
}
