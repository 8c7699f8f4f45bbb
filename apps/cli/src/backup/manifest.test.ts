import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { isEntryName } from './manifest.ts';

it('a backup holds recordings and what was published of them, and nothing that leads elsewhere', () => {
  const folder = `recordings/${randomUUID()}`;
  expect(isEntryName(`${folder}/host1.1.1795966948874.${randomUUID()}.cast`)).toBe(true);
  // A part of a walk-through: `partFile` in packages/core/src/walkthroughs/files.ts.
  expect(isEntryName(`${folder}/${'0123456789abcdef'.repeat(2)}.cast`)).toBe(true);
  for (const name of [
    `${folder}/../../evil.cast`,
    `${folder}/deeper/part.cast`,
    `${folder}/part.cast.new`,
    'recordings/part.cast',
  ])
    expect([name, isEntryName(name)]).toEqual([name, false]);
});
