const ground = 0;
const utf8 = 1;
const escaped = 2;
const csi = 3;
const string = 4;
const stringEscape = 5;

const ESC = 0x1b;
const BEL = 0x07;
const CAN = 0x18;
const SUB = 0x1a;
/** `P`, `X`, `]`, `^`, `_`: what begins a DCS, SOS, OSC, PM or APC string. */
const stringStarts = new Set([0x50, 0x58, 0x5d, 0x5e, 0x5f]);

/**
 * Follows a terminal's output so far as to know where a character or a control sequence began that is not complete yet.
 * A snapshot must not cut one in two: its second half would appear as text.
 */
export class StreamBoundary {
  #state = ground;
  #missing = 0;
  #offset = 0;
  #safe = 0;

  /** The latest offset before which nothing is incomplete. */
  get safe(): number {
    return this.#state === ground ? this.#offset : this.#safe;
  }

  feed(data: Uint8Array): void {
    for (let i = 0; i < data.length; i += 1) {
      const byte = data[i] as number;
      if (this.#state === ground && byte >= 0x20 && byte < 0x80) continue;
      this.#step(byte, this.#offset + i);
    }
    this.#offset += data.length;
  }

  #begin(state: number, at: number): void {
    this.#state = state;
    this.#safe = at;
  }

  #step(byte: number, at: number): void {
    switch (this.#state) {
      case utf8:
        if (byte >= 0x80 && byte < 0xc0) {
          this.#missing -= 1;
          if (this.#missing === 0) this.#state = ground;
          return;
        }
        break;
      case escaped:
        if (byte >= 0x20 && byte < 0x30) return;
        if (byte === 0x5b) this.#state = csi;
        else if (stringStarts.has(byte)) this.#state = string;
        else if (byte === ESC) this.#safe = at;
        else this.#state = ground;
        return;
      case csi:
        if (byte === ESC) this.#begin(escaped, at);
        else if ((byte >= 0x40 && byte < 0x7f) || byte === CAN || byte === SUB) this.#state = ground;
        return;
      case string:
        if (byte === ESC) this.#state = stringEscape;
        else if (byte === BEL || byte === CAN || byte === SUB) this.#state = ground;
        return;
      case stringEscape:
        if (byte === 0x5c) {
          this.#state = ground;
          return;
        }
        this.#begin(escaped, at - 1);
        this.#step(byte, at);
        return;
    }
    this.#state = ground;
    if (byte === ESC) this.#begin(escaped, at);
    else if (byte >= 0xc2 && byte < 0xf5) {
      this.#begin(utf8, at);
      this.#missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    }
  }
}
