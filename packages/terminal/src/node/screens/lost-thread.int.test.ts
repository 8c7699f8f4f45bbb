import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSshd, type TestSshd } from '../../testing/sshd.ts';
import { TestTerminalServer } from '../../testing/terminal-server.ts';

let sshd: TestSshd;
let server: TestTerminalServer;

beforeAll(async () => {
  sshd = await startSshd();
  const program = new URL('../../testing/mortal-screens.ts', import.meta.url);
  server = await new TestTerminalServer(sshd, { screens: { program, threads: 1 } }).listen();
});
afterAll(async () => {
  await server?.close();
  await sshd?.stop();
});

test('output that ends the thread of screens ends no terminal: others keep their screens, and its own is told of', async () => {
  const [hostile, other] = [randomUUID(), randomUUID()];
  const author = await server.client(hostile).open();
  const bystander = await server.client(other).open();
  bystander.line('seq 1 100; echo la"st"');
  await bystander.shows('last');

  author.line(String.raw`echo be"fore"; printf '\033]2;exit\007'; echo af"ter"`);
  await author.shows('after');
  await author.until('the notice', () => author.notices.some(({ text }) => text.includes('was lost')));
  author.line('echo still he"re"');
  await author.shows('still here');

  const reloaded = await server.client(other).open();
  await reloaded.shows(/\n1\r\n2\r\n3\r\n[\s\S]*\n99\r\n100\r\nlast/);
  const anew = await server.client(hostile).open();
  await anew.shows('still here');
  expect(anew.text).not.toContain('before');
  expect(author.welcomes).toHaveLength(1);
  expect(bystander.notices).toEqual([]);
});
