import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCertificate } from '@springboard/testkit/a-certificate.ts';
import { askOverTls } from '@springboard/testkit/over-tls.ts';
import { expect, it, onTestFinished } from 'vitest';
import { GatewayServer } from './server.ts';

const anywhere = {
  authority: {} as never,
  origins: new Set<string>(),
  bind: '127.0.0.1',
  port: 0,
  log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
};

it('cuts off who does not come to the end of a request’s headers', async () => {
  const server = new GatewayServer({ ...anywhere, headersWithinMs: 100 });
  const socket = connect(await server.listen(), '127.0.0.1');
  socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /);
  await server.close();
}, 5_000);

it('speaks TLS with a certificate, and nothing else then', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'springboard-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const tls = aCertificate(folder, 'gateway');
  const server = new GatewayServer({ ...anywhere, tls });
  const port = await server.listen();
  expect(await askOverTls(port, '/health', tls.certificate)).toMatchObject({ status: 200 });
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  await server.close();
});
