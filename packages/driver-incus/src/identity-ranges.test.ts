import { describe, expect, it } from 'vitest';
import { doubledNodes, freeBases, subordinateRange } from './identity-ranges.ts';

const size = 65_536;
const all = { first: 1_000_000, count: 5 * size };
const place = (number: number) => all.first + number * size;

const instance = (name: string, base: number | undefined, project = 'ours', rangeSize?: number) => ({
  name,
  project,
  status: 'Running',
  config: {
    ...(base === undefined ? {} : { 'volatile.idmap.base': String(base) }),
    ...(rangeSize === undefined ? {} : { 'security.idmap.size': String(rangeSize) }),
  },
});

describe('drawing identity ranges', () => {
  it('draws each free place once, and never the first, which everything not isolated uses', () => {
    expect(freeBases(all, [], 4).toSorted()).toEqual([place(1), place(2), place(3), place(4)]);
  });

  it('leaves out what is taken, also by a range that lies across places', () => {
    const across = { first: place(2) + 1000, count: size };
    expect(freeBases(all, [across], 2).toSorted()).toEqual([place(1), place(4)]);
  });

  it('says how many are free when they do not suffice', () => {
    const taken = { first: place(1), count: 3 * size };
    expect(() => freeBases(all, [taken], 2)).toThrow(/has 4 identity ranges .* 1 are free.* needs 2/);
  });
});

describe('finding nodes without a range of their own', () => {
  it('finds those that share with a node, with another project, or with a longer range', () => {
    const instances = [
      instance('one', place(1)),
      instance('two', place(1)),
      instance('alone', place(2)),
      instance('three', place(3)),
      instance('three', place(3), 'theirs'),
      instance('four', place(5)),
      instance('long', place(4), 'theirs', 2 * size),
    ];
    const names = ['one', 'alone', 'three', 'four'];
    expect(doubledNodes(instances, 'ours', names).map(({ name }) => name)).toEqual(['one', 'three', 'four']);
  });

  it('takes instances without a range of their own for nobody’s neighbour', () => {
    const instances = [instance('one', place(1)), instance('shared', 0), instance('new', undefined)];
    expect(doubledNodes(instances, 'ours', ['one', 'shared', 'new'])).toEqual([]);
  });
});

describe('the range of root', () => {
  it('is the longest, where there are several', () => {
    const file = 'root:100000:65536\nroot:1000000:1000000000\nroot:500000:65536\n';
    expect(subordinateRange(file)?.first).toBe(1_000_000);
  });

  it('is read by name or number', () => {
    expect(subordinateRange('learner:100000:65536\nroot:1000000:1000000000\n')).toEqual({
      first: 1_000_000,
      count: 1_000_000_000,
    });
    expect(subordinateRange('0:500000:65536')).toEqual({ first: 500_000, count: size });
  });

  it('is not guessed from a file without it', () => {
    expect(subordinateRange('learner:100000:65536\n')).toBeUndefined();
  });
});
