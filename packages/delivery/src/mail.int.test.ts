import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mailChannel } from './mail.ts';
import { type SmtpReceiver, smtpReceiver } from './testing/smtp-receiver.ts';

const message = {
  to: { name: 'Lena Grün, Storage', email: 'lena@example.org' },
  title: 'Mira Brandt has answered your question about “Create a pool”',
  detail: 'A Ceph cluster of your own',
  body: null,
  url: 'https://labs.example.org/attempts/1',
};

let folder: string;
let server: SmtpReceiver;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'springboard-mail-'));
  server = await smtpReceiver();
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

it('arrives whole, from the installation, to one person', async () => {
  await mailChannel(server.settings).send(message);
  const [mail = ''] = server.mails;
  expect(server.mails).toHaveLength(1);
  expect(mail).toMatch(/^From: Springboard <springboard@example.org>\r$/m);
  expect(mail).toMatch(/^To: .*<lena@example.org>\r$/m);
  expect(mail).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(mail.replaceAll('=\r\n', '')).toContain(message.url);
});

it('says its lines in place of the detail, and says them as they are', async () => {
  const body = 'STORAGE\n\nPassed\n  Lena Grün: “A full cluster”';
  await mailChannel(server.settings).send({ ...message, body });
  const [, text = ''] = (server.mails[0] ?? '').split('\r\n\r\n', 2);
  const mail = server.mails[0] ?? '';
  expect(mail).toMatch(/^Content-Transfer-Encoding: (quoted-printable|base64)\r$/m);
  expect(text).not.toBe('');
  expect(mail).not.toContain(message.detail);
  expect(mail.replaceAll('=\r\n', '')).toContain('STORAGE\r\n\r\nPassed\r\n  Lena');
});

it('has one subject and one recipient, whatever stands in the words', async () => {
  const title = 'One\r\nBcc: other@example.org';
  await mailChannel(server.settings).send({ ...message, title, detail: null });
  expect(server.mails[0]).not.toMatch(/^Bcc:/m);
  expect(server.mails[0]).toMatch(/^Subject: One Bcc: other@example.org\r$/m);
});

it('logs in with what the file holds at that moment', async () => {
  const passwordFile = join(folder, 'password');
  const login = { user: 'springboard', password: 'right' };
  await using guarded = await smtpReceiver({ login, passwordFile });
  const channel = mailChannel(guarded.settings);
  await expect(channel.send(message)).rejects.toMatchObject({ name: 'NotSent', again: true });
  await writeFile(passwordFile, 'wrong\n');
  await expect(channel.send(message)).rejects.toMatchObject({ name: 'NotSent', again: true });
  await writeFile(passwordFile, 'right\n');
  await channel.send(message);
  expect(guarded.mails).toHaveLength(1);
});

it.each([
  [451, true],
  [550, false],
])('that is refused with %s is not sent, and tells nothing of the person', async (code, again) => {
  server.refuse = { code };
  const failure = await mailChannel(server.settings)
    .send(message)
    .then(
      () => null,
      (error: unknown) => error as Error,
    );
  expect(failure).toMatchObject({ name: 'NotSent', again });
  expect(failure?.message).toBe(`the mail server has refused a message (${code})`);
});

it('is not sent where nobody listens, or where encryption is asked for and not offered', async () => {
  const unencrypted = mailChannel({ ...server.settings, security: 'starttls' });
  await expect(unencrypted.send(message)).rejects.toMatchObject({ name: 'NotSent', again: true });
  expect(server.mails).toEqual([]);
  const { settings } = server;
  await server[Symbol.asyncDispose]();
  await expect(mailChannel(settings).send(message)).rejects.toMatchObject({ name: 'NotSent', again: true });
});

it('whose own connection never came about is not sent, though the server answered a moment before', async () => {
  const { port } = server.settings;
  const front = createServer((client) => {
    // Only the first one gets through: the server ends when it has been tried.
    front.close();
    const behind = connect(port, '127.0.0.1');
    client.pipe(behind).pipe(client);
    for (const socket of [client, behind]) socket.on('error', () => {});
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const settings = { ...server.settings, port: (front.address() as AddressInfo).port };
  await expect(mailChannel(settings).send(message)).rejects.toMatchObject({ name: 'NotSent', again: true });
  expect(server.mails).toEqual([]);
});

it('that was cut off before the answer may have arrived, and is not called unsent', async () => {
  server.cut = true;
  const failure = await mailChannel(server.settings)
    .send(message)
    .then(
      () => null,
      (error: unknown) => error as Error,
    );
  expect(server.mails).toHaveLength(1);
  expect(failure).toBeInstanceOf(Error);
  expect(failure?.name).not.toBe('NotSent');
});
