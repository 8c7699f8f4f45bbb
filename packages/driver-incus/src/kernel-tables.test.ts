import { describe, expect, it } from 'vitest';
import { routeCount, tableEntries } from './kernel-tables.ts';

describe('tables of the kernel', () => {
  it('counts neighbours once, though each processor has a row', () => {
    const head = 'entries  allocs   destroys';
    expect(tableEntries(`${head}\n0004940d 00025a5b 0000002b\n0004940d 00023a03 00000026\n`)).toBe(300_045);
    expect(tableEntries('')).toBe(0);
  });

  it('counts routes of all tables and of both kinds', () => {
    const triestat =
      'Id 77:\n\tPrefixes:       100000\nMain:\n\tPrefixes:       6\nLocal:\n\tPrefixes:       6\n';
    expect(routeCount(triestat, '30d49 186a6 0020 186a9 0000 0000 0000\n')).toBe(200_021);
    expect(routeCount('', '')).toBe(0);
  });
});
