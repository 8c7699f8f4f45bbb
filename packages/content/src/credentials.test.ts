import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Mirror } from './mirror.ts';

it('proves itself with the token of the file, tells nobody of it, and says when it is not taken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'springboard-token-'));
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const token = join(folder, 'token');
    await writeFile(token, 'squeamish-ossifrage\n');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/labs.git`;
    const credentials = { user: 'robot', token, sshKey: undefined, knownHosts: undefined };
    const failure = await new Mirror({ url, branch: 'main', root: 'labs', folder, credentials })
      .newest()
      .then(
        () => undefined,
        (error: Error) => error,
      );
    expect(failure).toMatchObject({ trouble: 'not-allowed' });
    expect(JSON.stringify([failure?.message, failure?.stack, String(failure?.cause)])).not.toContain(
      'squeamish',
    );
    expect(seen).toContain(`Basic ${Buffer.from('robot:squeamish-ossifrage').toString('base64')}`);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
});
