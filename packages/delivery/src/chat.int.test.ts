import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chatChannel, chatLine } from './chat.ts';

const message = {
  to: { name: 'Lena Grün', email: 'lena@example.org' },
  title: 'Mira Brandt has answered your question',
  detail: 'A Ceph cluster of your own',
  body: null,
  url: 'https://labs.example.org/attempts/1',
};

let folder: string;
let webhookFile: string;
let server: Server;
let status: number;
const posted: unknown[] = [];
beforeEach(async () => {
  status = 200;
  posted.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'springboard-chat-'));
  webhookFile = join(folder, 'webhook');
  server = createServer((request, response) => {
    void json(request).then((body) => {
      posted.push([request.url, request.headers['content-type'], body]);
      if (status === 0) request.socket.destroy();
      else response.writeHead(status).end('ok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await writeFile(webhookFile, `http://127.0.0.1:${port}/hooks/secret\n`);
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const failureOf = (sending: Promise<void>) =>
  sending.then(
    () => null,
    (error: unknown) => error as Error,
  );

describe('a line in the chat', () => {
  it('is posted to the webhook, with the person’s name and without their address', async () => {
    await chatChannel({ webhookFile }).send(message);
    const text =
      'Lena Grün: Mira Brandt has answered your question (A Ceph cluster of your own) https://labs.example.org/attempts/1';
    expect(posted).toEqual([['/hooks/secret', 'application/json', { text }]]);
  });

  it.each([
    [404, false],
    [429, true],
    [503, true],
  ])('that is answered with %s is not sent', async (answer, again) => {
    status = answer;
    const failure = await failureOf(chatChannel({ webhookFile }).send(message));
    expect(failure).toMatchObject({ name: 'NotSent', again });
    expect(failure?.message).not.toContain('secret');
  });

  it('that was cut off may have arrived', async () => {
    status = 0;
    const failure = await failureOf(chatChannel({ webhookFile }).send(message));
    expect(posted).toHaveLength(1);
    expect(failure?.name).toBe('Error');
    expect(failure?.message).not.toContain('secret');
  });

  it('is not sent where nobody listens, or without an address', async () => {
    server.close();
    server.closeAllConnections();
    const channel = chatChannel({ webhookFile });
    expect(await failureOf(channel.send(message))).toMatchObject({ name: 'NotSent', again: true });
    await writeFile(webhookFile, 'somewhere');
    expect(await failureOf(channel.send(message))).toMatchObject({ name: 'NotSent', again: true });
    await rm(webhookFile);
    expect(await failureOf(channel.send(message))).toMatchObject({ name: 'NotSent', again: true });
  });

  it('calls nobody and links nowhere by what stands in its words', () => {
    const title = '@channel <!here> [free](https://evil.example) ![x](https://evil.example/x.png)';
    const line = chatLine({ ...message, title, detail: null });
    expect(line).not.toMatch(/@channel|<!here>|\]\(/);
  });
});
