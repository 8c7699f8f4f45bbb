import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { IncusClient } from './client.ts';
import { connectThroughExec } from './connect.ts';
import { relayReady } from './relay.ts';

/** The four streams of one exec, as an engine serves them; its relay is connected at once. */
async function exec() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const input: string[] = [];
  const inputEnded = Promise.withResolvers<void>();
  server.on('connection', (socket, { url }) => {
    if (url === '/2') socket.send(Buffer.from(relayReady));
    if (url !== '/0') return;
    socket.on('message', (data: Buffer, binary) => {
      if (binary) input.push(data.toString());
      else inputEnded.resolve();
    });
  });
  const client = {
    start: async () => ({
      operation: { metadata: { fds: { 0: '0', 1: '1', 2: '2', control: 'control' } } },
      finished: () => new Promise(() => undefined),
    }),
    openStream: (_operation: unknown, secret: string) =>
      new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}`),
  };
  return { client: client as unknown as IncusClient, input, inputEnded: inputEnded.promise };
}

it('sends what is written in one go as one message, and all of it before its end', async () => {
  const { client, input, inputEnded } = await exec();
  const stream = await connectThroughExec(client, 'p', 'i', { labAddress: '192.0.2.1', port: 22 });
  onTestFinished(() => void stream.destroy());
  stream.cork();
  for (const piece of ['len', 'body', 'tag']) stream.write(piece);
  stream.uncork();
  stream.write('alone');
  stream.end();
  await inputEnded;
  expect(input).toEqual(['lenbodytag', 'alone']);
});
