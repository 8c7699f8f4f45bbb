import { expect, it } from 'vitest';
import { destinationOf } from './destination.ts';

const nodes = [
  { name: 'ceph1', address: '10.77.0.11', hostKey: 'ssh-ed25519 AAAA' },
  { name: 'ceph2', address: '10.77.0.12', hostKey: null },
];
const to = (host: string, port = 8443) => destinationOf({ host, port }, nodes)?.host;

it('leads to the node itself and to nodes of the environment, by name or lab address', () => {
  expect(to('localhost')).toBe('localhost');
  expect(to('127.0.0.1')).toBe('127.0.0.1');
  expect(to('::1')).toBe('::1');
  expect(to('ceph1')).toBe('10.77.0.11');
  expect(to('CEPH2.')).toBe('10.77.0.12');
  expect(to('10.77.0.12')).toBe('10.77.0.12');
});

it.each([
  '10.77.0.250',
  'grader',
  '10.77.0.1',
  '169.254.169.254',
  'metadata.google.internal',
  '0.0.0.0',
  '127.0.0.2',
  '127.1',
  '2130706433',
  '0x7f000001',
  '::ffff:127.0.0.1',
  '192.168.1.1',
  'example.org',
  'ceph1.example.org',
  '',
  'ceph1\0.example.org',
])('does not lead to %j', (host) => expect(to(host)).toBeUndefined());

it.each([0, 65_536, -1, Number.NaN])('does not lead to port %d', (port) => {
  expect(to('localhost', port)).toBeUndefined();
});
