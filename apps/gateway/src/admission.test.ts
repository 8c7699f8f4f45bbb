import type { IncomingMessage } from 'node:http';
import { subprotocol } from '@springboard/terminal/common/limits.ts';
import { expect, test } from 'vitest';
import { allowedOrigins, refusalOf } from './admission.ts';

const origins = allowedOrigins('https://labs.example.org');
const good = { origin: 'https://labs.example.org', 'sec-websocket-protocol': `other, ${subprotocol}` };

function ask(headers: Record<string, string>, url = '/terminal'): number | undefined {
  return refusalOf({ url, headers } as unknown as IncomingMessage, origins)?.status;
}

test('a page of ours is let in, behind a path of a proxy, too', () => {
  expect(ask(good)).toBeUndefined();
  expect(ask({ ...good, 'sec-fetch-site': 'same-site' }, '/gateway/terminal')).toBeUndefined();
});

test.each<[string, Record<string, string>]>([
  ['a look-alike', { ...good, origin: 'https://labs.example.org.evil.example' }],
  ['another port', { ...good, origin: 'https://labs.example.org:8443' }],
  ['plain http', { ...good, origin: 'http://labs.example.org' }],
  ['a sandboxed frame', { ...good, origin: 'null' }],
  ['no origin', { 'sec-websocket-protocol': subprotocol }],
  ['another site', { ...good, 'sec-fetch-site': 'cross-site' }],
])('%s is not', (_name, headers) => {
  expect(ask(headers)).toBe(403);
});

test('another path or protocol is not known', () => {
  expect(ask(good, '/other')).toBe(404);
  expect(ask({ ...good, 'sec-websocket-protocol': 'other' })).toBe(400);
});

test('a local installation is reached under both names of its host, and no other port', () => {
  expect([...allowedOrigins('http://localhost:7800')]).toEqual([
    'http://localhost:7800',
    'http://127.0.0.1:7800',
  ]);
});
