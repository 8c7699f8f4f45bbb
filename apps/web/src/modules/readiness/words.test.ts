import { expect, it } from 'vitest';
import { aReadiness } from '../../testing/a-readiness.ts';
import { countParts, lackWords } from './words.ts';

it('says what is missing, and what has to be renewed', () => {
  const readiness = aReadiness();
  expect(lackWords(readiness)).toEqual([
    'Lab “No space left on device” with 80 %',
    'Lab “A full cluster” again (expired 5 Jan 2020)',
    'Sign-off: writes notes of an incident that others can work from',
  ]);
  expect(countParts(readiness)).toEqual({ met: 1, of: 4 });
});
