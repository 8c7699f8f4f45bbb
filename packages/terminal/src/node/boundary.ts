const ground = 0;
const utf8 = 1;
const escaped = 2;
const csi = 3;
const string = 4;
const stringEscape = 5;
const dcs = 6;

const ESC = 0x1b;
const BEL = 0x07;
const CAN = 0x18;
/** Lead byte of U+0080 to U+00BF; those below U+00A0 are the control characters C1. */
const C1_LEAD = 0xc2;
const SUB = 0x1a;
const DCS = 0x50;
const OSC = 0x5d;
/** `X`, `]`, `^`, `_`: what begins an SOS, OSC, PM or APC string; C1 has the same ones 0x40 higher, as it has DCS and CSI. */
const stringStarts = new Set([0x58, OSC, 0x5e, 0x5f]);

/**
 * Follows a terminal's output so far as to know where a character or a control sequence began that is not complete yet.
 * A snapshot must not cut one in two: its second half would appear as text.
 */
export class StreamBoundary {
  #state = ground;
  #missing = 0;
  /** BEL ends the string. */
  #osc = false;
  /** The byte before was the lead of a C1. */
  #c1 = false;
  #offset: number;
  #safe: number;

  /** `offset` is that of the first byte that is fed. */
  constructor(offset = 0) {
    this.#offset = offset;
    this.#safe = offset;
  }

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

  /** What a control character of this kind (`[`, `P`, `]` …), whose sequence began at `at`, leads to. */
  #introduce(kind: number, at: number): void {
    this.#osc = kind === OSC;
    if (kind === 0x5b) this.#begin(csi, at);
    else if (kind === DCS) this.#begin(dcs, at);
    else if (stringStarts.has(kind)) this.#begin(string, at);
  }

  #step(byte: number, at: number): void {
    const c1 = this.#c1 && byte >= 0x80 && byte < 0xa0;
    this.#c1 = byte === C1_LEAD;
    // From wherever it comes, a C1 begins what it names, or ends what was.
    if (c1) {
      const began = this.#state === utf8 ? this.#safe : at - 1;
      this.#state = ground;
      this.#introduce(byte - 0x40, began);
      return;
    }
    switch (this.#state) {
      case utf8:
        if (byte >= 0x80 && byte < 0xc0) {
          this.#missing -= 1;
          if (this.#missing === 0) this.#state = ground;
          return;
        }
        break;
      case escaped:
        if (byte >= 0x80) break;
        if (byte === ESC) this.#safe = at;
        else if (byte === CAN || byte === SUB) this.#state = ground;
        // Other control characters are obeyed in between, and change nothing here.
        else if (byte >= 0x30 && byte < 0x7f) {
          this.#state = ground;
          this.#introduce(byte, this.#safe);
        }
        return;
      case csi:
      case dcs:
        if (byte >= 0x80) break;
        if (byte === ESC) this.#begin(escaped, at);
        else if (byte === CAN || byte === SUB) this.#state = ground;
        else if (byte >= 0x40 && byte < 0x7f) this.#state = this.#state === dcs ? string : ground;
        return;
      case string:
        if (byte === ESC) this.#state = stringEscape;
        else if ((byte === BEL && this.#osc) || byte === CAN || byte === SUB) this.#state = ground;
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
    else if (byte >= 0xc0 && byte < 0xf8) {
      this.#begin(utf8, at);
      this.#missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    }
  }
}
