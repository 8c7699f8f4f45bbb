import { describe, expect, it } from 'vitest';
import { checkWords, sentWords, stateWords } from './words.ts';

describe('a question in words', () => {
  it('says where it stands', () => {
    const waiting = { state: 'waiting', takenBy: null } as const;
    expect(stateWords({ ...waiting, place: 1 })).toBe('Waiting for a mentor: you are next');
    expect(stateWords({ ...waiting, place: 3 })).toBe('Waiting for a mentor: number 3');
    expect(stateWords({ state: 'taken', place: null, takenBy: 'Mira Brandt' })).toBe(
      'Mira Brandt has taken it',
    );
  });

  it('says what was sent along', () => {
    const screen = { node: 'ceph1', number: 2, lines: 1 };
    expect(sentWords({ sent: { checks: 2, screen } })).toBe(
      'Sent along: what its checks said, 1 line of terminal 2 on ceph1.',
    );
    expect(sentWords({ sent: { checks: 1, screen: null } })).toBe('Sent along: what its check said.');
    expect(sentWords({ sent: { checks: 0, screen: null } })).toBe('Nothing was sent along.');
  });

  it('says of a check what counts: what passed once stays passed', () => {
    const check = { id: 'a', title: 'A', text: null, at: null };
    expect(checkWords({ ...check, verdict: 'not_yet', passed: true })).toBe('passed');
    expect(checkWords({ ...check, verdict: 'not_yet', passed: false })).toBe('not yet');
    expect(checkWords({ ...check, verdict: null, passed: false })).toBe('had not run');
  });
});
