import type { PathOutlook } from '@springboard/contracts/paths.ts';
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

it('says of a lab to teach what it waits for', () => {
  const teach = (helpfulTo: number | null, status: 'waiting' | 'returned' | 'open') =>
    itemWords(aPathItem({ kind: 'teach', lab: null, status, teach: { slug: 'a/one', helpfulTo } }))[0];
  expect(teach(1, 'waiting')).toBe('published; done once somebody has found it helpful');
  expect(teach(2, 'waiting')).toBe('published; done once 2 people have found it helpful');
  expect(teach(null, 'returned')).toBe('a mentor has hidden your walk-through');
  expect(teach(null, 'open')).toBe('a walk-through for colleagues');
  expect(itemWords(aPathItem({ kind: 'teach', lab: null }))[0]).toBe('not in the catalogue any more');
});

it('a forecast says whether it will be in time, or why nobody knows', () => {
  const progress = { done: 2, total: 4, late: 0, dueOn: '2099-12-01', finishedAt: null };
  const said = (forecastOn: string | null, outlook: PathOutlook | null) => {
    const { text, behind } = forecastWords({ ...progress, forecastOn, outlook });
    return [text, behind];
  };
  expect(said('2099-12-01', { kind: 'on-time' })).toEqual([
    'On time: at this pace done on 1 Dec 2099',
    false,
  ]);
  expect(said('2099-12-10', { kind: 'late', days: 9 })).toEqual([
    'Late by about 9 days: at this pace done on 10 Dec 2099',
    true,
  ]);
  expect(said(null, { kind: 'late', days: 1 })).toEqual(['Late by about 1 day', true]);
  expect(said(null, { kind: 'unknown', why: 'too-early' })).toEqual([
    'Cannot say yet when it will be done',
    false,
  ]);
  expect(said(null, { kind: 'unknown', why: 'no-due-date' })).toEqual([
    'Cannot say yet when it will be done',
    false,
  ]);
  expect(said('2099-12-10', { kind: 'unknown', why: 'no-due-date' })).toEqual([
    'At this pace done on 10 Dec 2099',
    false,
  ]);
});
