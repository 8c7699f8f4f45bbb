import { expect, it } from 'vitest';
import { aPathItem } from '../../testing/a-path.ts';
import { forecastWords, itemWords } from './words.ts';

it('says why an item is locked, and what is missing where it was tried', () => {
  const waitsFor = [
    { id: 'a/one', title: 'One' },
    { id: 'a/two', title: 'Two' },
  ];
  expect(itemWords(aPathItem({ status: 'locked', waitsFor }))).toEqual(['after “One” and “Two”', '15 min']);
  expect(itemWords(aPathItem({ status: 'locked' }))[0]).toBe('after the path that comes before this one');
  const best = { attemptId: crypto.randomUUID(), score: 6.5, maxScore: 10 };
  expect(itemWords(aPathItem({ status: 'tried', best, attempts: 2 }))).toEqual([
    'tried; 70 % of its points are needed',
    'best 6.5 / 10',
    '2 attempts',
    '15 min',
  ]);
  expect(itemWords(aPathItem({ lab: null }))).toEqual(['not in the catalogue any more']);
  const reading = aPathItem({ kind: 'reading', lab: null, url: 'https://docs.example.org/a' });
  expect(itemWords(reading)).toEqual(['to read at docs.example.org']);
});

it('a forecast is behind when it is after the last due date', () => {
  const progress = { done: 2, total: 4, late: 0, dueOn: '2026-12-01', finishedAt: null };
  expect(forecastWords({ ...progress, forecastOn: '2026-12-01' }).behind).toBe(false);
  expect(forecastWords({ ...progress, forecastOn: '2026-12-02' }).behind).toBe(true);
  expect(forecastWords({ ...progress, forecastOn: null }).text).toBe('Too early for a forecast');
});
