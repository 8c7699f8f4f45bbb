import { expect, it } from 'vitest';
import { defaultSshLimits } from './limits.ts';
import { Newcomers } from './newcomers.ts';

const limits = {
  ...defaultSshLimits,
  waiting: 5,
  waitingPerAddress: 2,
  failuresPerAddress: 3,
  failureCountsForMs: 1_000,
};

it('an address has so many connections that wait to log in, and all addresses together', () => {
  const newcomers = new Newcomers(limits);
  const first = newcomers.enter('192.0.2.1');
  expect(newcomers.enter('192.0.2.1')).toBeDefined();
  expect(newcomers.enter('192.0.2.1')).toBeUndefined();
  expect(newcomers.enter('::ffff:192.0.2.1')).toBeUndefined();
  for (const last of [2, 3, 4]) expect(newcomers.enter(`192.0.2.${last}`)).toBeDefined();
  expect(newcomers.enter('192.0.2.5')).toBeUndefined();
  first?.loggedIn();
  first?.left();
  expect(newcomers.enter('192.0.2.5')).toBeDefined();
});

it('an address that only fails is not taken for a while', () => {
  const newcomers = new Newcomers(limits);
  for (let i = 0; i < 3; i += 1) newcomers.enter('192.0.2.1', 0)?.left();
  expect(newcomers.enter('192.0.2.1', 0)).toBeUndefined();
  expect(newcomers.enter('192.0.2.2', 0)).toBeDefined();
  expect(newcomers.enter('192.0.2.1', 1_100)).toBeDefined();
});

it('a network of IPv6 counts as one', () => {
  const newcomers = new Newcomers(limits);
  for (const address of ['2001:db8::1', '2001:db8:0:0:1::2']) expect(newcomers.enter(address)).toBeDefined();
  expect(newcomers.enter('2001:db8::3')).toBeUndefined();
  expect(newcomers.enter('2001:db8:0:1::3')).toBeDefined();
});

it('memory has an end, however many addresses come', () => {
  const newcomers = new Newcomers({ ...limits, waiting: 100_000 });
  for (let i = 0; i < 30_000; i += 1) newcomers.enter(`198.51.${i >> 8}.${i & 255}`, 0)?.left();
  expect(newcomers.enter('192.0.2.1', 0)).toBeDefined();
});
