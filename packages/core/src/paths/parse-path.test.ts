import { expect, it } from 'vitest';
import { aLabItem } from '../testing/path-steps.ts';
import { parsePath } from './parse-path.ts';

const stored = { id: 'beginner', title: 'First', summary: '', owner: null, requires: [], readiness: [] };
const items = [aLabItem('a/one')];

it('answers the same object for the same definition, and what is stored now for another', () => {
  const first = parsePath({ ...stored, items });
  expect(first).toMatchObject({ title: 'First', items: [{ id: 'a/one' }] });
  expect(parsePath(structuredClone({ ...stored, items }))).toBe(first);
  expect(parsePath({ ...stored, title: 'Renamed', items }).title).toBe('Renamed');
});

it('takes nothing that is no path', () => {
  expect(() => parsePath({ ...stored, items: [] })).toThrow();
});
