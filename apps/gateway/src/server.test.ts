import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { GatewayServer } from './server.ts';

it('cuts off who does not come to the end of a request’s headers', async () => {
  const server = new GatewayServer({
    authority: {} as never,
    origins: new Set(),
    bind: '127.0.0.1',
    port: 0,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    headersWithinMs: 100,
  });
  const socket = connect(await server.listen(), '127.0.0.1');
  socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /);
  await server.close();
}, 5_000);
