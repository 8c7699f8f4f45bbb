const nothing = new Uint8Array(0);

/**
 * Cuts a stream of UTF-8 between characters: the beginning of one whose rest has not come is kept for the next piece. An emulator would take any
 * cut, but xterm.js 6 loses a character that is cut behind a byte 0x80, as dashes, quotes and the joiners of emoji may be.
 */
export class WholeCharacters {
  #kept = nothing;

  take(piece: Uint8Array): Uint8Array {
    const data = this.#kept.length === 0 ? piece : joined(this.#kept, piece);
    const end = data.length - unfinished(data);
    this.#kept = end === data.length ? nothing : data.slice(end);
    return end === data.length ? data : data.subarray(0, end);
  }

  /** What comes next is another stream. */
  forget(): void {
    this.#kept = nothing;
  }
}

function joined(one: Uint8Array, two: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + two.length);
  both.set(one);
  both.set(two, one.length);
  return both;
}

/** How many bytes at the end begin a character that does not end there; at most 3. */
export function unfinished(data: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, data.length); back += 1) {
    const byte = data[data.length - back] as number;
    if (byte >= 0x80 && byte < 0xc0) continue;
    // As xterm.js counts them, for bytes that begin no character of Unicode, too.
    const length = byte < 0xc0 || byte > 0xf7 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? back : 0;
  }
  return 0;
}
