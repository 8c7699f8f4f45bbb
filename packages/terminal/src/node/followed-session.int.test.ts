import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RecordingClient } from '../testing/recording-client.ts';
import { startSshd, type TestSshd } from '../testing/sshd.ts';
import { TestTerminalServer } from '../testing/terminal-server.ts';

const follow = { id: 'f1', mentor: 'Mia' };
let sshd: TestSshd;
let server: TestTerminalServer;

beforeAll(async () => {
  sshd = await startSshd();
});
beforeEach(async () => {
  server = await new TestTerminalServer(sshd).listen();
});
afterEach(() => server?.close());
afterAll(() => sshd?.stop());

function follows(attempt: string): RecordingClient {
  return server.client(attempt, {
    size: { columns: 100, rows: 30 },
    getTicket: async () => server.followTicket(attempt, follow),
  });
}

/** A found shell is a row smaller for a moment. */
const onceSized = (size: string) => `until [ "$(stty size)" = "${size}" ]; do sleep 0.1; done; echo f"ound"`;
const isBack = (it: RecordingClient) =>
  it.until('node-back', () => it.notices.some(({ kind }) => kind === 'node-back'));

test('a shell that is found again is shown to who follows, and the size stays with who had it', async () => {
  const attempt = randomUUID();
  const learner = await server.client(attempt, { size: { columns: 90, rows: 20 } }).open();
  const otherTab = await server.client(attempt).open();
  learner.client.takeSize();
  await learner.until('the size', () => learner.presence?.ownsSize === true);
  const mentor = await follows(attempt).open();
  await mentor.until('the size', () => mentor.sizes.at(-1)?.columns === 90);

  sshd.cut();
  await Promise.all([learner, otherTab, mentor].map(isBack));
  await Promise.all([learner, otherTab, mentor].map((it) => it.open()));
  expect(mentor.welcomes.at(-1)).toMatchObject({
    shell: learner.welcomes[0]?.shell,
    role: 'observer',
    ownsSize: false,
    columns: 90,
    rows: 20,
  });
  expect(learner.presence).toMatchObject({ ownsSize: true, mayType: true, viewers: 3 });
  expect(otherTab.presence).toMatchObject({ ownsSize: false, mayType: true });
  expect(mentor.presence).toMatchObject({ ownsSize: false, mayType: false });
  learner.line(onceSized('20 90'));
  await mentor.shows('found');
});

test('a mentor who has taken over keeps keyboard and size when the shell is found again', async () => {
  const attempt = randomUUID();
  const learner = await server.client(attempt).open();
  const mentor = await follows(attempt).open();
  server.sessions.share(attempt, { followId: follow.id, name: follow.mentor });
  await mentor.until('the keyboard', () => mentor.presence?.mayType === true);
  await learner.until('the size', () => learner.sizes.at(-1)?.columns === 100);

  sshd.cut();
  await Promise.all([learner, mentor].map(isBack));
  await Promise.all([learner, mentor].map((it) => it.open()));
  expect(mentor.welcomes.at(-1)).toMatchObject({ shell: learner.welcomes[0]?.shell, ownsSize: true });
  expect(mentor.presence).toMatchObject({ ownsSize: true, mayType: true });
  expect(learner.presence).toMatchObject({ ownsSize: false, mayType: false, typist: follow.mentor });
  mentor.line(onceSized('30 100'));
  await learner.shows('found');
});

test('a lost shell is not looked for when only a mentor is left; it is there when the learner comes back', async () => {
  const attempt = randomUUID();
  const learner = await server.client(attempt).open();
  learner.line('OLD=shell; echo re"ady"');
  const mentor = await (await follows(attempt).open()).shows('ready');
  let reached = 0;
  let reachable = false;
  server.connect = async () => {
    if (!reachable) throw new Error('nobody reaches it now');
    reached += 1;
    return await sshd.connect();
  };
  sshd.cut();
  await mentor.until('node-lost', () => mentor.notices.some(({ kind }) => kind === 'node-lost'));
  await learner.close();
  await mentor.until('being alone', () => mentor.presence?.viewers === 1);
  reachable = true;
  await mentor.until('the end', () => mentor.client.state.kind === 'reconnecting');
  expect(mentor.client.state).toMatchObject({ reason: expect.stringContaining('No shell is open') });
  expect(reached).toBe(0);
  const again = await server.client(attempt).open();
  expect(again.welcomes[0]?.shell).toBe(learner.welcomes[0]?.shell);
  mentor.client.connect();
  await mentor.until('being shown it', () => mentor.welcomes.length === 2);
  await mentor.open();
  again.line('echo "OLD=$OLD."');
  await mentor.shows('OLD=shell.');
});
