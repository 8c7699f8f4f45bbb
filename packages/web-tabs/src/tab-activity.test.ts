import { expect, it } from 'vitest';
import { TabActivity } from './tab-activity.ts';

const minute = 60_000;

it('tells a person from a page that polls', () => {
  const activity = new TabActivity();
  const get = (url: string, now: number, headers = {}) =>
    activity.isBehind({ method: 'GET', url, headers }, now);
  expect(get('/api/health?t=1', 0)).toBe(true);
  for (let at = 1; at <= 60; at += 1) expect(get(`/api/health?t=${at}`, at * minute)).toBe(false);
  expect(get('/api/pools', 61 * minute)).toBe(true);
  expect(get('/api/health', 62 * minute)).toBe(false);
  expect(get('/api/health', 63 * minute, { 'sec-fetch-user': '?1' })).toBe(true);
  expect(get('/api/health', 80 * minute)).toBe(true);
  expect(activity.isBehind({ method: 'PUT', url: '/api/health', headers: {} }, 81 * minute)).toBe(true);
});

it('remembers so much and no more', () => {
  const activity = new TabActivity();
  for (let at = 0; at < 1000; at += 1) activity.isBehind({ method: 'GET', url: `/${at}`, headers: {} }, at);
  expect(activity.isBehind({ method: 'GET', url: '/999', headers: {} }, 1001)).toBe(false);
  expect(activity.isBehind({ method: 'GET', url: '/1', headers: {} }, 1002)).toBe(true);
});
