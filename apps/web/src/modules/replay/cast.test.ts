import { cutMarker } from '@springboard/terminal/common/cast-markers.ts';
import { describe, expect, it } from 'vitest';
import { aCast, castFile, castStart } from '../../testing/a-cast.ts';
import { readCast } from './cast.ts';

describe('readCast', () => {
  it('adds up the intervals, and cuts pauses to what a replay waits', () => {
    const cast = aCast(
      [0.5, 'o', 'a'],
      [10, 'o', 'b'],
      [1.5, 'r', '100x30'],
      [0.25, 'o', 'c'],
      [60, 'x', '0'],
    );
    expect(cast.events).toEqual([
      { at: 0.5, code: 'o', data: 'a' },
      { at: 2.5, code: 'o', data: 'b' },
      { at: 4, code: 'r', data: '100x30' },
      { at: 4.25, code: 'o', data: 'c' },
    ]);
    expect(cast).toMatchObject({
      cols: 20,
      rows: 5,
      startedAt: castStart,
      seconds: 12.25,
      playedSeconds: 4.25,
    });
    expect(cast).toMatchObject({ cut: false, ended: true });
  });

  it('finds the place in the replay of a time, also within a pause, and none outside', () => {
    const cast = aCast([1, 'o', 'a'], [100, 'o', 'b'], [1, 'o', 'c']);
    const at = (seconds: number) => cast.playedAt(castStart + seconds * 1000);
    expect(at(0.5)).toBe(0.5);
    expect(at(1)).toBe(1);
    expect(at(2)).toBe(2);
    expect(at(50)).toBe(3);
    expect(at(101)).toBe(3);
    expect(at(101.5)).toBe(3.5);
    expect(at(-1)).toBeNull();
    expect(at(200)).toBeNull();
  });

  it('reads a file that is cut in the midst of a line as far as it goes', () => {
    const whole = castFile([0, 'o', 'first'], [1, 'o', 'second']);
    const result = readCast(whole.slice(0, -8));
    expect(result).toMatchObject({ kind: 'cast', cast: { cut: true, ended: false } });
    expect(result.kind === 'cast' && result.cast.events.map(({ data }) => data)).toEqual(['first']);
  });

  it('stops at a line in the midst that is none, and says that it is cut', () => {
    const text = `${castFile([0, 'o', 'first'])}{"what": "is this"}\n[1, "o", "later"]\n`;
    expect(readCast(text)).toMatchObject({ kind: 'cast', cast: { cut: true, playedSeconds: 0 } });
  });

  it('passes over comments, other codes and sizes that no terminal has', () => {
    const text = `${castFile([0, 'o', 'a'], [1, 'i', 'typed'], [1, 'r', '99999x1'], [1, 'r', 'wide'])}# note\n\n[1, "o", "b"]\n`;
    const result = readCast(text);
    expect(result.kind === 'cast' && result.cast.events.map(({ data }) => data)).toEqual(['a', 'b']);
    expect(result).toMatchObject({ cast: { cut: false, playedSeconds: 4 } });
  });

  it('tells an empty one from one that it cannot read', () => {
    expect(readCast('')).toEqual({ kind: 'empty' });
    expect(readCast('{"version":3,')).toEqual({ kind: 'empty' });
    expect(readCast(castFile())).toEqual({ kind: 'empty' });
    expect(readCast(castFile([1, 'x', '0']))).toEqual({ kind: 'empty' });
    expect(readCast('<html>\n')).toEqual({ kind: 'unreadable' });
    expect(readCast('{"version":2,"width":80,"height":24}\n')).toEqual({ kind: 'unreadable' });
    expect(readCast('{"version":3,"term":{"cols":0,"rows":24},"timestamp":1}\n')).toEqual({
      kind: 'unreadable',
    });
  });

  it('knows the marker of a recording that became too long as its end', () => {
    expect(aCast([0, 'o', 'y'], [0, 'm', cutMarker]).ended).toBe(true);
    expect(aCast([0, 'o', 'y'], [0, 'm', 'Maria follows']).ended).toBe(false);
  });

  it('knows the moment of a place, the other way round', () => {
    const cast = aCast([1, 'o', 'a'], [60, 'o', 'b'], [1, 'o', 'c']);
    for (const place of [0.5, 1, 2.5, 3, 3.25, 4]) {
      const time = cast.recordedAt(place);
      expect(cast.playedAt(time)).toBeCloseTo(place, 6);
    }
    expect(cast.recordedAt(3) - cast.startedAt).toBe(61_000);
    expect(cast.recordedAt(99) - cast.startedAt).toBe(62_000);
  });
});
