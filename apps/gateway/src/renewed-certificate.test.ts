import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { followTlsFiles, readTlsFiles } from '@springboard/config/tls-files.ts';
import { aCertificate } from '@springboard/testkit/a-certificate.ts';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'springboard-tls-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Whose certificate a client is shown. */
async function shown(port: number): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { CN } = socket.getPeerCertificate().subject;
  socket.destroy();
  return String(CN);
}

it('a renewed certificate is served without a restart, and a bad one never', async () => {
  const config = aCertificate(folder, 'first');
  const second = aCertificate(folder, 'second');
  const server = createServer(readTlsFiles(config));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  let failed = Promise.withResolvers<Error>();
  const renewed = Promise.withResolvers<void>();
  const watched = {
    setSecureContext: (files: Parameters<typeof server.setSecureContext>[0]) => {
      server.setSecureContext(files);
      renewed.resolve();
    },
  };
  onTestFinished(followTlsFiles(config, watched, (error) => failed.resolve(error), 5));
  expect(await shown(port)).toBe('first');

  writeFileSync(config.certificate, 'half a certif');
  await failed.promise;
  expect(await shown(port)).toBe('first');
  failed = Promise.withResolvers();

  copyFileSync(second.key, config.key);
  copyFileSync(second.certificate, config.certificate);
  await renewed.promise;
  expect(await shown(port)).toBe('second');
  expect(readFileSync(config.certificate, 'utf8')).toContain('BEGIN CERTIFICATE');
});

it('a file that cannot be read is named with its variable', () => {
  const config = { certificate: join(folder, 'nowhere.crt'), key: join(folder, 'nowhere.key') };
  expect(() => readTlsFiles(config)).toThrow(/SPRINGBOARD_TLS_CERT.*nowhere\.crt/);
});
