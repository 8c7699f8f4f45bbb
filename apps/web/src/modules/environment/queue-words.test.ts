import { formatTimeOfDay } from '@springboard/ui/time.ts';
import { describe, expect, it } from 'vitest';
import { estimateWords, ordinal, placeWords } from './queue-words.ts';

describe('a place in the queue', () => {
  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [102, '102nd'],
  ])('%i → %s', (count, words) => expect(ordinal(count)).toBe(words));

  it('is told with how many wait, unless one waits alone', () => {
    expect(placeWords({ place: 3, of: 12 })).toBe('3rd of 12');
    expect(placeWords({ place: 1, of: 2 })).toBe('1st of 2');
    expect(placeWords({ place: 1, of: 1 })).toBe('Next');
  });
});

describe('the estimate', () => {
  const now = Date.UTC(2026, 0, 5, 14, 3, 0);
  const minute = 60_000;
  const at = (ms: number) => new Date(now + ms).toISOString();
  it.each([
    [1, 'in less than a minute'],
    [minute, 'in less than a minute'],
    [minute + 1, 'in about 2 min'],
    [2 * minute, 'in about 2 min'],
    [79.5 * minute, 'in about 1 h 20 min'],
  ])('%i ms → %s, and at what time', (ms, words) => {
    expect(estimateWords(at(ms), now)).toBe(`${words} (${formatTimeOfDay(now + ms)})`);
  });

  it('promises nothing that is over or unknown', () => {
    expect(estimateWords(at(0), now)).toBe('any moment now');
    expect(estimateWords(at(-minute), now)).toBe('any moment now');
    expect(estimateWords(null, now)).toContain('no estimate yet');
  });
});
