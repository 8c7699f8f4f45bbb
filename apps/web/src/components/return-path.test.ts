import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { rememberReturn, takeReturn } from './return-path.ts';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

it('leads to where somebody wanted to go, also when the sign-in page is asked about in between', () => {
  rememberReturn('/attempts/a/recordings/ceph1-1-1');
  rememberReturn('/sign-in');
  rememberReturn('/sign-in#token');
  expect(takeReturn()).toBe('/attempts/a/recordings/ceph1-1-1');
  expect(takeReturn()).toBe('/');
});

it('never leads to another site', () => {
  for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
    rememberReturn(path);
    expect(takeReturn()).toBe('/');
  }
});
