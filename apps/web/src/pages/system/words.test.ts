import type { EnvironmentSummary } from '@springboard/contracts/fleet.ts';
import { describe, expect, it } from 'vitest';
import { actionsOn, fits, formatBytes } from './words.ts';

const row: EnvironmentSummary = {
  id: '0197b6a0-0000-7000-8000-000000000001',
  topology: 'ceph-single',
  purpose: 'attempt',
  state: 'failed',
  stage: 'boot',
  frozen: false,
  owner: { id: 'p', name: 'Lena' },
  attemptId: '0197b6a0-0000-7000-8000-000000000002',
  lab: 'First cluster',
  createdAt: '2026-11-23T10:00:00.000Z',
  readyAt: null,
  expiresAt: null,
  endedAt: null,
  problem: 'It took too long',
};

describe('actions', () => {
  it.each([
    ['failed', 'attempt', true, true],
    ['lost', 'attempt', true, true],
    ['provisioning', 'attempt', true, true],
    ['ready', 'attempt', false, true],
    ['paused', 'attempt', false, true],
    ['queued', 'attempt', false, true],
    ['destroyed', 'attempt', true, false],
    ['pooled', 'pool', true, true],
    ['destroying', 'pool', false, false],
  ] as const)('on a %s one of kind %s: retry %s, destroy %s', (state, purpose, retry, destroy) => {
    expect(actionsOn({ ...row, state, purpose })).toEqual({ retry, destroy });
  });

  it('have nobody to make another for when its attempt went on', () => {
    expect(actionsOn({ ...row, attemptId: null })).toEqual({ retry: false, destroy: true });
  });
});

it('filters by all words, whatever column they are in', () => {
  for (const filter of ['', 'lena', 'LENA ceph', 'boot failed', '0197b6a0', 'too long'])
    expect(fits(row, filter), filter).toBe(true);
  expect(fits(row, 'lena linux')).toBe(false);
});

it('shows sizes as a person says them', () => {
  expect([0, 300 * 2 ** 20, 1.5 * 2 ** 30, 24 * 2 ** 30].map(formatBytes)).toEqual([
    '0 MiB',
    '300 MiB',
    '1.5 GiB',
    '24.0 GiB',
  ]);
});
