import { expect, it } from 'vitest';
import { TrustedProxies } from './trusted-proxies.ts';

const proxies = new TrustedProxies(['127.0.0.1', '10.1.0.0/16', 'fd00::/8']);

it.each([
  ['the connection is nobody’s proxy', '192.0.2.9', '203.0.113.5', '192.0.2.9'],
  ['there is no header', '127.0.0.1', undefined, '127.0.0.1'],
  ['a proxy says whose it is', '127.0.0.1', '203.0.113.5', '203.0.113.5'],
  ['the client wrote a header of its own', '127.0.0.1', '198.51.100.1, 203.0.113.5', '203.0.113.5'],
  ['the client claims to be a proxy', '127.0.0.1', '198.51.100.1, 10.1.2.3, 203.0.113.5', '203.0.113.5'],
  ['there are two proxies', '127.0.0.1', '203.0.113.5, 10.1.2.3', '203.0.113.5'],
  ['all of them are proxies', '127.0.0.1', '10.1.2.3', '10.1.2.3'],
  ['it is IPv6', 'fd12::1', '2001:db8::7', '2001:db8::7'],
  ['IPv4 comes over a socket of both', '::ffff:10.1.0.9', '::ffff:203.0.113.5', '203.0.113.5'],
  ['the header is no address', '127.0.0.1', 'unknown', '127.0.0.1'],
  ['it ends with nothing', '127.0.0.1', '203.0.113.5,', '127.0.0.1'],
])('where %s', (_where, connection, header, client) => {
  expect(proxies.clientOf(connection, header)).toBe(client);
});

it('nobody is trusted unless named, and nobody is what has no connection', () => {
  expect(new TrustedProxies([]).clientOf('127.0.0.1', '203.0.113.5')).toBe('127.0.0.1');
  expect(proxies.clientOf(null, '203.0.113.5')).toBeNull();
});
