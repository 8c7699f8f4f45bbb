import type { z } from 'zod';

/** A frame that breaks the protocol. The message names what is wrong and never contains the frame's bytes. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

const text = { encoder: new TextEncoder(), decoder: new TextDecoder('utf-8', { fatal: true }) };

/** Writes one frame: a tag, big-endian fields, then bytes. */
export class FrameWriter {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at = 1;

  /** `size` is the length of everything after the tag, in bytes. */
  constructor(tag: number, size: number) {
    this.#bytes = new Uint8Array(1 + size);
    this.#view = new DataView(this.#bytes.buffer);
    this.#view.setUint8(0, tag);
  }
  u16(value: number): this {
    this.#view.setUint16(this.#at, value);
    this.#at += 2;
    return this;
  }
  u32(value: number): this {
    this.#view.setUint32(this.#at, value);
    this.#at += 4;
    return this;
  }
  u64(value: number): this {
    this.#view.setBigUint64(this.#at, BigInt(value));
    this.#at += 8;
    return this;
  }
  bytes(data: Uint8Array): this {
    this.#bytes.set(data, this.#at);
    this.#at += data.length;
    return this;
  }
  done(): Uint8Array<ArrayBuffer> {
    return this.#bytes;
  }
}

/** A frame whose body is JSON. */
export function jsonFrame(tag: number, body: unknown): Uint8Array<ArrayBuffer> {
  const bytes = text.encoder.encode(JSON.stringify(body));
  return new FrameWriter(tag, bytes.length).bytes(bytes).done();
}

/** Reads one frame's fields in order; whatever is too short, too long or out of range throws `FrameError`. */
export class FrameReader {
  readonly tag: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 1;

  constructor(bytes: Uint8Array) {
    if (bytes.length === 0) throw new FrameError('an empty frame');
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.tag = this.#view.getUint8(0);
  }
  #take(size: number): number {
    const at = this.#at;
    if (at + size > this.#bytes.length) throw new FrameError('a frame that ends too early');
    this.#at += size;
    return at;
  }
  u16(): number {
    return this.#view.getUint16(this.#take(2));
  }
  u32(): number {
    return this.#view.getUint32(this.#take(4));
  }
  /** A 64-bit count; above 2^53 it is refused, since JavaScript could not add to it. */
  u64(): number {
    const value = this.#view.getBigUint64(this.#take(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new FrameError('a count above 2^53');
    return Number(value);
  }
  /** Everything that is left: from `min` to `max` bytes. */
  rest(max: number, min = 0): Uint8Array {
    const data = this.#bytes.subarray(this.#at);
    if (data.length > max) throw new FrameError(`more than ${max} bytes`);
    if (data.length < min) throw new FrameError('a frame that ends too early');
    this.#at = this.#bytes.length;
    return data;
  }
  json<T>(schema: z.ZodType<T>, max: number): T {
    const bytes = this.rest(max);
    let body: unknown;
    try {
      body = JSON.parse(text.decoder.decode(bytes));
    } catch {
      throw new FrameError('a body that is not JSON in UTF-8');
    }
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new FrameError(
      `a wrong field: ${issue?.path.join('.') || 'the body'} (${issue?.code ?? 'invalid'})`,
    );
  }
  end(): void {
    if (this.#at !== this.#bytes.length) throw new FrameError('a frame that is too long');
  }
}
