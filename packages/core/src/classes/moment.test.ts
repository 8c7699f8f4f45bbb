import { expect, it } from 'vitest';
import { spokenMoment } from './moment.ts';

it('says day, time and zone, since nobody knows where it is read', () => {
  const at = new Date('2026-11-30T13:00:00Z');
  expect(spokenMoment(at, 'Europe/Berlin')).toBe('Mon 30 Nov, 14:00 CET');
  expect(spokenMoment(at, 'UTC')).toBe('Mon 30 Nov, 13:00 UTC');
});
