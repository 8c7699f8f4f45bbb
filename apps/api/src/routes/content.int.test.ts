import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentView } from '@springboard/contracts/content.ts';
import { outbox } from '@springboard/db/schema/platform.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../http/app.ts';
import { WebhookSecret } from '../http/webhook-secret.ts';
import { anApi, publicUrl, type TestApi } from '../testing/an-api.ts';

const secret = 'squeamish ossifrage';
const body = '{"ref":"refs/heads/main"}';
const right = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

let api: TestApi;
let folder: string;
beforeAll(async () => {
  api = await anApi();
  folder = await mkdtemp(join(tmpdir(), 'springboard-webhook-'));
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const jobs = () => api.database.db.$count(outbox);
const send = (app: ReturnType<typeof createApp>, signature: string, text = body) =>
  app.fetch(
    new Request(`${publicUrl}/api/content/webhook`, {
      method: 'POST',
      headers: { 'x-hub-signature-256': signature, 'content-type': 'application/json' },
      body: text,
    }),
    {},
  );

it('a webhook asks for a sync when its signature holds, and not otherwise', async () => {
  const file = join(folder, 'secret');
  await writeFile(file, `${secret}\n`);
  const app = createApp({ ...api.services, webhookSecret: new WebhookSecret(file) });
  for (const answer of [
    await send(app, 'sha256=00'),
    await send(app, right, `${body} `),
    await send(app, right, 'x'.repeat(6 * 1024 * 1024)),
  ]) {
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      code: 'forbidden',
      detail: expect.stringContaining('Nothing'),
    });
  }
  expect(await jobs()).toBe(0);
  expect((await send(app, right)).status).toBe(202);
  expect(await jobs()).toBe(1);
  await writeFile(file, '');
  expect((await send(app, right)).status).toBe(503);
  expect(api.logged()).not.toContain(secret);
});

it('an installation without a secret takes no webhooks', async () => {
  expect((await send(createApp(api.services), right)).status).toBe(404);
});

it('an author asks for a sync, and the page is told when it is asked for', async () => {
  const { send: asAuthor } = await api.signedIn(['author']);
  const abort = new AbortController();
  const stream = await asAuthor('GET', '/api/content/events', { signal: abort.signal });
  const views = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async (): Promise<ContentView> => {
    for (;;) {
      const { value = '' } = (await views?.read()) ?? {};
      const data = /^data: (.*)$/m.exec(value)?.[1];
      if (data !== undefined) return ContentView.parse(JSON.parse(data));
    }
  };
  const before = await next();
  expect(before).toMatchObject({ webhook: false, place: { kind: 'folder' } });
  const asked = (await (await asAuthor('POST', '/api/content/sync')).json()) as { request: number };
  expect(asked.request).toBe(before.requested + 1);
  expect(await next()).toMatchObject({ syncing: true, requested: asked.request });
  abort.abort();
});
