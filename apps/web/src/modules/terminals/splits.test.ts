import { describe, expect, it } from 'vitest';
import { keepOnly, keyBeside, keysIn, type Layout, SplitShape, splitAt } from './splits.ts';

/** a │ b over c │ d */
const layout: Layout = { direction: 'row', parts: ['a', { direction: 'column', parts: ['b', 'c'] }, 'd'] };

describe('terminals that share a tab', () => {
  it('are split in their own direction, or anew in the other', () => {
    expect(splitAt('a', 'a', 'row', 'b')).toEqual({ direction: 'row', parts: ['a', 'b'] });
    expect(keysIn(splitAt(layout, 'a', 'row', 'new'))).toEqual(['a', 'new', 'b', 'c', 'd']);
    const below = splitAt(layout, 'd', 'column', 'new');
    expect(below).toMatchObject({ parts: ['a', {}, { direction: 'column', parts: ['d', 'new'] }] });
    expect(splitAt(layout, 'gone', 'row', 'new')).toEqual(layout);
  });

  it('fall together where one goes', () => {
    expect(keepOnly(layout, (key) => key !== 'b')).toEqual({ direction: 'row', parts: ['a', 'c', 'd'] });
    expect(keepOnly(layout, (key) => key === 'c')).toBe('c');
    expect(keepOnly(layout, () => false)).toBeNull();
    const nested: Layout = { direction: 'row', parts: ['a', { direction: 'column', parts: [layout, 'e'] }] };
    expect(keepOnly(nested, (key) => key !== 'e')).toEqual({
      direction: 'row',
      parts: ['a', 'a', { direction: 'column', parts: ['b', 'c'] }, 'd'],
    });
  });

  it('lead to the one beside, and nowhere at the edge', () => {
    expect(keyBeside(layout, 'a', 'right')).toBe('b');
    expect(keyBeside(layout, 'b', 'down')).toBe('c');
    expect(keyBeside(layout, 'c', 'left')).toBe('a');
    expect(keyBeside(layout, 'd', 'left')).toBe('c');
    expect(keyBeside(layout, 'a', 'left')).toBeUndefined();
    expect(keyBeside(layout, 'a', 'down')).toBeUndefined();
    expect(keyBeside('a', 'a', 'right')).toBeUndefined();
  });

  it('are read from storage only when they are whole', () => {
    expect(SplitShape.safeParse(layout).success).toBe(true);
    expect(SplitShape.safeParse({ direction: 'row', parts: ['a'] }).success).toBe(false);
    expect(SplitShape.safeParse({ direction: 'row', parts: ['a', { parts: [] }] }).success).toBe(false);
  });
});
