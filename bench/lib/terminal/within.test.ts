import { expect, test } from 'vitest';
import { within } from './within.ts';

test('what comes in time is given on, a failure as well', async () => {
  expect(await within(60_000, 'it', Promise.resolve(1))).toBe(1);
  await expect(within(60_000, 'it', Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('what never comes is named', async () => {
  await expect(within(10, 'the answer', new Promise(() => {}))).rejects.toThrow(
    'the answer took longer than 0.01 s',
  );
});
