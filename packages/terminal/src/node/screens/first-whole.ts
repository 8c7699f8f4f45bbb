import type { ByteRing } from '../ring.ts';

const lineFeed = 0x0a;

/** Where an emulator that has nothing begins to read: at the first byte of all when it is there, else at the first line that is there from its beginning. */
export function firstWhole(ring: ByteRing): number {
  if (ring.start === 0) return 0;
  for (let at = ring.start; at < ring.end; ) {
    const piece = ring.read(at, ring.end - at);
    const found = piece.indexOf(lineFeed);
    if (found >= 0) return at + found + 1;
    at += piece.length;
  }
  return ring.start;
}
