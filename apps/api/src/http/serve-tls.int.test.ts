import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCertificate } from '@springboard/testkit/a-certificate.ts';
import { askOverTls } from '@springboard/testkit/over-tls.ts';
import { expect, it, onTestFinished } from 'vitest';
import { anApi } from '../testing/an-api.ts';
import { serve } from './serve.ts';

it('the API speaks TLS with a certificate, and nothing else then', async () => {
  await using api = await anApi();
  const folder = await mkdtemp(join(tmpdir(), 'springboard-tls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const tls = aCertificate(folder, 'labs');
  const server = await serve(api.services, { bind: '127.0.0.1', port: 0, tls });
  expect(await askOverTls(server.port, '/api/health', tls.certificate)).toMatchObject({ status: 200 });
  await expect(fetch(`http://127.0.0.1:${server.port}/api/health`)).rejects.toThrow();
  await server.close();
});
