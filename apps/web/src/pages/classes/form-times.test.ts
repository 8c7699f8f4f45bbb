import { expect, it } from 'vitest';
import { fromField, proposedStart, toField } from './form-times.ts';

it('writes and reads a field in the reader’s time zone', () => {
  const at = new Date(2026, 10, 30, 9, 5).getTime();
  expect(toField(at)).toBe('2026-11-30T09:05');
  expect(fromField('2026-11-30T09:05')).toBe(new Date(at).toISOString());
  expect(fromField('')).toBeNull();
});

it('proposes a full hour with half an hour before it', () => {
  const at = (hour: number, minute: number) => Date.UTC(2026, 10, 30, hour, minute);
  expect(proposedStart(at(9, 20))).toBe(at(10, 0));
  expect(proposedStart(at(9, 31))).toBe(at(11, 0));
});
