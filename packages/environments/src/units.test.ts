import { describe, expect, it } from 'vitest';
import { durationInMs, sizeInBytes } from './units.ts';

describe('units', () => {
  it.each([
    ['768MiB', 805_306_368],
    ['4GiB', 4_294_967_296],
    ['0MiB', 0],
  ])('reads the size %s', (text, bytes) => {
    expect(sizeInBytes(text)).toBe(bytes);
  });

  it.each([
    ['500ms', 500],
    ['20s', 20_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
  ])('reads the duration %s', (text, ms) => {
    expect(durationInMs(text)).toBe(ms);
  });

  it.each(['', '5', 'm', '5 m', '-1s', '1.5h', '3toString'])('refuses %j', (text) => {
    expect(() => durationInMs(text)).toThrow(RangeError);
    expect(() => sizeInBytes(text)).toThrow(RangeError);
  });
});
