import { isUtf8 } from 'node:buffer';

/** What stands in a JSON string for a byte, where it is not the byte itself. */
const escapes: readonly (Uint8Array | undefined)[] = Array.from({ length: 0x100 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  const escaped = JSON.stringify(character).slice(1, -1);
  return byte < 0x80 && escaped !== character ? Buffer.from(escaped) : undefined;
});
/** The longest of them: `\u0000`. */
const longestEscape = 6;

let scratch = Buffer.alloc(0);

/**
 * A line of JSON in UTF-8: `before`, a string of these bytes of UTF-8 (whole characters; what is none becomes U+FFFD), `after`. Output is made no string
 * for it: the garbage of a flood's strings stopped the gateway for 10 ms at a time.
 */
export function lineOfJson(
  before: string,
  pieces: readonly Uint8Array[],
  after: string,
): Buffer<ArrayBuffer> {
  const sound = pieces.map((piece) => (isUtf8(piece) ? piece : repaired(piece)));
  const around = Buffer.byteLength(`${before}""${after}\n`);
  const most = sound.reduce((sum, { length }) => sum + longestEscape * length, around);
  if (scratch.length < most) scratch = Buffer.allocUnsafeSlow(most);
  let at = scratch.write(`${before}"`);
  for (const piece of sound) at = escapeInto(scratch, at, piece);
  at += scratch.write(`"${after}\n`, at);
  return Buffer.from(scratch.subarray(0, at));
}

/** The place behind what it wrote. */
function escapeInto(into: Buffer, from: number, piece: Uint8Array): number {
  let at = from;
  for (let i = 0; i < piece.length; i += 1) {
    const byte = piece[i] as number;
    const escaped = escapes[byte];
    if (escaped === undefined) {
      into[at] = byte;
      at += 1;
      continue;
    }
    into.set(escaped, at);
    at += escaped.length;
  }
  return at;
}

function repaired(piece: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('utf8'));
}
