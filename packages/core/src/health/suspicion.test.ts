import { expect, it } from 'vitest';
import { suspicionOf } from './suspicion.ts';

const quiet = { runs: 100, environmentBroken: 0, checkBroken: 0, recovered: 0 };

it.each([
  ['nothing broken', {}, null],
  ['a single silent run', { environmentBroken: 1 }, null],
  ['a few silent runs of very many', { runs: 1_000, environmentBroken: 3 }, null],
  [
    'one silent run in fifty',
    { environmentBroken: 1, checkBroken: 1 },
    '2 of 100 runs could not say anything.',
  ],
  ['broken, and not at the next look', { checkBroken: 1, recovered: 1 }, 'Once it was broken'],
  ['the same more often', { checkBroken: 4, recovered: 3 }, '3 times it was broken'],
])('%s', (_what, counts, words) => {
  const suspicion = suspicionOf({ ...quiet, ...counts });
  if (words === null) expect(suspicion).toBeNull();
  else expect(suspicion).toContain(words);
});
