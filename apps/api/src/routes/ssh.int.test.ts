import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeSshKeyPair } from '@springboard/core/environments/keys.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anApi, type TestApi } from '../testing/an-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api[Symbol.asyncDispose]());

it('registers, lists and removes a key, and nobody else’s', async () => {
  const [lena, omar] = [await api.signedIn(), await api.signedIn()];
  const { publicKey } = await makeSshKeyPair('lena@laptop');
  const added = await lena.send('POST', '/api/ssh-keys', { body: { name: ' laptop ', line: publicKey } });
  expect(added.status).toBe(201);
  const key = (await added.json()) as { id: string };
  expect(key).toMatchObject({ name: 'laptop', type: 'ssh-ed25519', lastUsedAt: null });
  expect(await (await lena.send('GET', '/api/ssh-keys')).json()).toEqual([key]);
  expect(await (await omar.send('GET', '/api/ssh-keys')).json()).toEqual([]);
  const again = await lena.send('POST', '/api/ssh-keys', { body: { name: 'mine', line: publicKey } });
  expect(again.status).toBe(409);
  expect(await again.json()).toMatchObject({ code: 'conflict' });
  expect((await omar.send('DELETE', `/api/ssh-keys/${key.id}`)).status).toBe(404);
  expect((await lena.send('DELETE', `/api/ssh-keys/${key.id}`)).status).toBe(204);
  expect(await (await lena.send('GET', '/api/ssh-keys')).json()).toEqual([]);
});

it('answers a private key with a problem that says what to do, and keeps nothing of it', async () => {
  const lena = await api.signedIn();
  const { privateKey } = await makeSshKeyPair('lena@laptop');
  const answer = await lena.send('POST', '/api/ssh-keys', { body: { name: 'laptop', line: privateKey } });
  expect(answer.status).toBe(422);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({
    code: 'invalid-input',
    detail: expect.stringContaining('ends in .pub'),
    errors: [{ path: 'line' }],
  });
  const secret = privateKey.split('\n')[2] ?? '';
  expect(text + api.logged()).not.toContain(secret);
});

it('says where to connect to, and the host key once there is one', async () => {
  const lena = await api.signedIn();
  const ask = async () => (await lena.send('GET', '/api/ssh')).json();
  expect(await ask()).toEqual({ host: 'localhost', port: 2222, hostKey: null });
  const { publicKey } = await makeSshKeyPair('springboard');
  const file = join(api.services.webFolder, 'host_key.pub');
  await writeFile(file, `${publicKey}\n`);
  expect(await ask()).toMatchObject({
    hostKey: { type: 'ssh-ed25519', fingerprint: expect.stringMatching(/^SHA256:[A-Za-z0-9+/]{43}$/) },
  });
  await rm(file);
});
