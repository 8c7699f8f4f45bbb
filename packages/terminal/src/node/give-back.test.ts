import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { givingBack } from './give-back.ts';

test('many bytes are given back once they are written', () => {
  const bytes = new Uint8Array(64 * 1024);
  givingBack(bytes)?.();
  expect([bytes.length, bytes.buffer.detached]).toEqual([0, true]);
});

test('what could not be written may still be somebody’s, and stays', () => {
  const bytes = new Uint8Array(64 * 1024);
  givingBack(bytes)?.(new Error('the socket broke'));
  expect(bytes).toHaveLength(64 * 1024);
});

test('memory that others use, too, is theirs; few bytes are left to the collector', () => {
  const shared = new Uint8Array(64 * 1024).subarray(1);
  expect([givingBack(shared), givingBack(Buffer.from('an echo'))]).toEqual([undefined, undefined]);
});

test('frames that wait for a slow socket arrive as they were', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  const [peer] = (await once(server, 'connection')) as [WebSocket];
  if (client.readyState !== WebSocket.OPEN) await once(client, 'open');
  client.pause();
  const sizes = Array.from({ length: 200 }, (_, n) => 5_000 + ((n * 7_919) % 90_000));
  for (const [n, size] of sizes.entries()) {
    const bytes = new Uint8Array(size).fill(n);
    peer.send(bytes, givingBack(bytes));
    // What is freed by then is used anew.
    if (n % 10 === 0) await new Promise(setImmediate);
  }
  expect(peer.bufferedAmount).toBeGreaterThan(0);
  const came: Buffer[] = [];
  const all = new Promise<void>((resolve) =>
    client.on('message', (data: Buffer) => came.push(data) === sizes.length && resolve()),
  );
  client.resume();
  await all;
  for (const [n, data] of came.entries())
    expect(data.equals(Buffer.alloc(sizes[n] ?? 0, n)), `frame ${n}`).toBe(true);
  client.terminate();
  server.close();
});
