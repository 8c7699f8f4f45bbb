import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeConformance } from '@springboard/environments/conformance.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { type IncusDriver, openIncusDriver } from './driver.ts';
import { EngineProxy } from './engine-proxy.ts';
import { conformanceTarget, engineAbsent, engineSocket } from './int-support.ts';

const absent = await engineAbsent();

/** An engine elsewhere: HTTPS with a client certificate and a pinned server certificate, streams through exec. */
describe.skipIf(absent !== undefined)(
  `remote engine${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
    const certificate = (name: string) => {
      const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
      const subject = ['-subj', `/CN=${name}`, '-days', '2'];
      const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
      execFileSync(
        'openssl',
        ['req', '-x509', '-nodes', ...curve, ...subject, '-keyout', key, '-out', cert],
        { stdio: 'ignore' },
      );
      return { key, cert };
    };
    const client = certificate('client');
    const stranger = certificate('stranger');
    const server = certificate('server');
    const read = (path: string) => readFileSync(path, 'utf8');
    const proxy = new EngineProxy(engineSocket, {
      cert: read(server.cert),
      key: read(server.key),
      trustedClient: read(client.cert),
    });
    const listening = proxy.listen().then((port) => `https://127.0.0.1:${port}`);

    afterAll(async () => {
      await proxy.close();
      await rm(folder, { recursive: true });
    });

    const open = async (identity: { key: string; cert: string }, serverCertificate?: string) =>
      openIncusDriver({
        installation: '00000001',
        socket: '',
        url: await listening,
        clientCertificate: identity.cert,
        clientKey: identity.key,
        serverCertificate,
      });

    it.each([
      ['accepts the pinned server', () => open(client, server.cert), true],
      ['does not talk to a server with another certificate', () => open(client, stranger.cert), false],
      ['does not talk to a server that no authority vouches for', () => open(client), false],
      [
        'is not let in with a certificate that the engine does not know',
        () => open(stranger, server.cert),
        false,
      ],
    ] as [string, () => Promise<IncusDriver>, boolean][])('%s', async (_title, opening, available) => {
      const driver = await opening();
      const health = await driver.health();
      expect(health.available).toBe(available);
      if (!health.available) expect(health.reason).toContain('https://127.0.0.1');
      await driver.close();
    });

    it('wants a client certificate', async () => {
      const opening = openIncusDriver({ installation: '00000001', socket: '', url: 'https://127.0.0.1:1' });
      await expect(opening).rejects.toThrow(/INCUS_CLIENT_CERT/);
    });

    describeConformance('Incus driver over HTTPS', async () =>
      conformanceTarget({
        endpoint: {
          kind: 'https',
          url: await listening,
          clientCertificate: read(client.cert),
          clientKey: read(client.key),
          serverCertificate: read(server.cert),
        },
      }),
    );
  },
);
