import { expect, it } from 'vitest';
import { formatDay, formatDueDay, today } from './days.ts';

it('near days in words, far ones as dates', () => {
  const due = (day: string) => formatDueDay(day, '2026-11-05');
  expect(['2026-11-05', '2026-11-06', '2026-11-04', '2026-11-10', '2026-11-01'].map(due)).toEqual([
    'today',
    'tomorrow',
    'yesterday',
    'in 5 days',
    '4 days ago',
  ]);
  expect([due('2026-12-01'), due('2027-01-31')]).toEqual(['1 Dec', '31 Jan 2027']);
  expect(formatDay('2026-03-09', '2026-11-05')).toBe('9 Mar');
});

it('today is the reader’s', () => {
  expect(today(new Date(2026, 0, 3, 23, 59))).toBe('2026-01-03');
});
