import { describe, expect, test } from 'vitest';
import { ByteRing } from './ring.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function all(ring: ByteRing, from = ring.start): string {
  let text = '';
  for (let at = from; at < ring.end; ) {
    const part = ring.read(at, 3);
    text += new TextDecoder().decode(part);
    at += part.length;
  }
  return text;
}

describe('a ring of bytes', () => {
  test('keeps the last ones, by their offset', () => {
    const ring = new ByteRing(8);
    for (const part of ['ab', 'cdefg', 'hi', 'j']) ring.append(bytes(part));
    expect([ring.start, ring.end]).toEqual([2, 10]);
    expect(all(ring)).toBe('cdefghij');
    expect(all(ring, 7)).toBe('hij');
  });

  test('copies what is there across its seam, and the copy stays', () => {
    const ring = new ByteRing(8);
    ring.append(bytes('abcdefghij'));
    const copy = ring.copyFrom(4);
    ring.append(bytes('klmnopqr'));
    expect(new TextDecoder().decode(copy)).toBe('efghij');
    expect(ring.copyFrom(ring.end)).toHaveLength(0);
    expect(() => ring.copyFrom(ring.start - 1)).toThrow(RangeError);
  });

  test('takes more than it holds', () => {
    const ring = new ByteRing(4);
    ring.append(bytes('x'));
    ring.append(bytes('0123456789'));
    expect([ring.start, ring.end, all(ring)]).toEqual([7, 11, '6789']);
  });

  test('agrees with a long string for any sizes', () => {
    const ring = new ByteRing(97);
    let everything = '';
    for (let i = 0; i < 500; i += 1) {
      const part = String.fromCharCode(97 + (i % 26)).repeat((i * 7) % 150);
      everything += part;
      ring.append(bytes(part));
      expect(all(ring)).toBe(everything.slice(-97));
    }
    expect(ring.end).toBe(everything.length);
  });

  test('says when an offset is gone or has not come', () => {
    const ring = new ByteRing(4);
    ring.append(bytes('abcdef'));
    expect([ring.has(1), ring.has(2), ring.has(6), ring.has(7)]).toEqual([false, true, true, false]);
    expect(() => ring.read(1, 1)).toThrow(RangeError);
  });
});
