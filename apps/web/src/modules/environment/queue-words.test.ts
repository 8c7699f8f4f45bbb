import { formatTimeOfDay } from '@springboard/ui/time.ts';
import { describe, expect, it } from 'vitest';
import { ordinal, placeWords, startsWords } from './queue-words.ts';

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
    [1, 'Starts in less than a minute'],
    [minute, 'Starts in less than a minute'],
    [minute + 1, 'Starts in about 2 min'],
    [2 * minute, 'Starts in about 2 min'],
    [79.5 * minute, 'Starts in about 1 h 20 min'],
  ])('%i ms → %s, and at what time', (ms, words) => {
    expect(startsWords(at(ms), now)).toBe(`${words} (${formatTimeOfDay(now + ms)})`);
  });

  it('promises nothing that is over or unknown', () => {
    expect(startsWords(at(0), now)).toBe('Starts any moment now');
    expect(startsWords(at(-minute), now)).toBe('Starts any moment now');
    expect(startsWords(null, now)).toContain('No estimate yet');
  });
});
