import { expect, it } from 'vitest';
import { readinessBy } from './rule.ts';

const rule = { labs: ['ceph/full', 'linux/disk'], signOffs: ['notes'], expires: 30 };
const at = (day: string) => new Date(`${day}T22:00:00Z`);
const all = {
  labs: new Map([
    ['ceph/full', at('2026-11-10')],
    ['linux/disk', at('2026-11-01')],
  ]),
  signOffs: new Map([['notes', at('2026-11-12')]]),
};

it('takes every lab and every sign-off, and says what is missing', () => {
  const some = { labs: new Map([['ceph/full', at('2026-11-10')]]), signOffs: new Map() };
  expect(readinessBy(rule, some, '2026-11-15')).toEqual({
    ready: false,
    since: null,
    until: null,
    labs: [
      { id: 'ceph/full', state: 'met', until: '2026-12-10' },
      { id: 'linux/disk', state: 'missing', until: null },
    ],
    signOffs: [{ id: 'notes', state: 'missing', until: null }],
  });
});

it('is there from the last part on, until the first one has to be renewed', () => {
  expect(readinessBy(rule, all, '2026-11-15')).toMatchObject({
    ready: true,
    since: at('2026-11-12'),
    until: '2026-12-01',
  });
  expect(readinessBy(rule, all, '2026-12-01').ready).toBe(true);
  const after = readinessBy(rule, all, '2026-12-02');
  expect(after).toMatchObject({ ready: false, since: null, until: null });
  expect(after.labs.map(({ state }) => state)).toEqual(['met', 'expired']);
});

it('is there for good where nothing expires', () => {
  expect(readinessBy({ ...rule, expires: null }, all, '2036-01-01')).toMatchObject({
    ready: true,
    until: null,
  });
});
