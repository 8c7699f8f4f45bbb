import { describe, expect, it } from 'vitest';
import { requireSavePointName, sealedSavePoints } from './save-point-names.ts';

const snapshots = (given: Record<string, string[]>) =>
  new Map(Object.entries(given).map(([instance, names]) => [instance, new Set(names)]));

describe('sealedSavePoints', () => {
  it('counts what every node has and one node has sealed', () => {
    const found = snapshots({
      a: ['sp-start', 'sp-two', 'sealed-start'],
      b: ['sp-start', 'sealed-two', 'sp-two'],
    });
    expect(sealedSavePoints(['a', 'b'], found)).toEqual(['start', 'two']);
  });

  it.each([
    ['a save that was killed before its end', { a: ['sp-start'], b: ['sp-start'] }],
    ['a save that was killed in the midst', { a: ['sp-start'] }],
    ['a node that was made anew since', { a: ['sp-start', 'sealed-start'], b: [] }],
    ['snapshots of other nodes', { c: ['sp-start', 'sealed-start'] }],
  ])('does not count %s', (_what, given) => {
    expect(sealedSavePoints(['a', 'b'], snapshots(given as Record<string, string[]>))).toEqual([]);
  });
});

describe('requireSavePointName', () => {
  it('takes what core makes of ids, and refuses what could be a path', () => {
    for (const name of ['start', 'task-3', '0197a2b4-5c6d-7e8f-9012-3456789abcde']) {
      expect(() => requireSavePointName(name)).not.toThrow();
    }
    for (const name of ['', '..', 'a/b', 'A', '-a', 'a'.repeat(52)]) {
      expect(() => requireSavePointName(name)).toThrow(/is no name for a save point/);
    }
  });
});
