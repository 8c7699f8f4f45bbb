import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { askForHelp } from '@springboard/core/help/ask.ts';
import { chooseNotices } from '@springboard/core/notices/choices.ts';
import { aLab, anActor, aWorld, publish } from '@springboard/core/testing/fixtures.ts';
import { aLabItem, publishPath } from '@springboard/core/testing/path-steps.ts';
import { aStartedAttempt } from '@springboard/core/testing/steps.ts';
import { noticeDelivery } from '@springboard/db/schema/notices.ts';
import { pathAssignment } from '@springboard/db/schema/paths.ts';
import { outbox } from '@springboard/db/schema/platform.ts';
import { openChannels } from '@springboard/delivery/open-channels.ts';
import { smtpReceiver } from '@springboard/delivery/testing/smtp-receiver.ts';
import { startWorker } from '@springboard/queue/worker.ts';
import { aPerson, aTeam } from '@springboard/testkit/people.ts';
import { withDb } from '@springboard/testkit/with-db.ts';
import { expect, it } from 'vitest';
import { concurrencyFor } from './concurrency.ts';
import { handlersFor } from './handlers.ts';

it('a question reaches a mentor by mail and chat, once each, through the queue', async () => {
  const database = await withDb();
  const folder = await mkdtemp(join(tmpdir(), 'springboard-notices-'));
  const lines: { text: string }[] = [];
  const chat = createServer((request, response) => {
    void json(request).then((body) => {
      lines.push(body as { text: string });
      response.end('ok');
    });
  });
  chat.listen(0, '127.0.0.1');
  await once(chat, 'listening');
  const webhookFile = join(folder, 'webhook');
  await writeFile(webhookFile, `http://127.0.0.1:${(chat.address() as AddressInfo).port}/hook`);
  await using smtp = await smtpReceiver();
  const channels = openChannels({ mail: smtp.settings, chat: { webhookFile } });
  const world = aWorld(database.db, { channels });
  const { ctx } = world;
  const mentor = await anActor(database.db, ['mentor']);
  await chooseNotices(ctx, mentor, { kind: 'help-asked', channels: ['page', 'mail', 'chat'] });
  const { actor, id } = await aStartedAttempt(world);
  const worker = await startWorker({
    db: database.db,
    url: database.url,
    log: ctx.log,
    handlers: handlersFor({ ...ctx, clock: () => new Date() }),
    concurrency: concurrencyFor(ctx.limits),
  });
  try {
    const asked = await askForHelp(ctx, actor, id, 'one', { question: 'Why?' });
    const states = async () => (await database.db.select().from(noticeDelivery)).map(({ state }) => state);
    await expect.poll(states, { timeout: 60_000 }).toEqual(['sent', 'sent']);
    const url = `http://localhost:7800/help/${asked.help[0]?.id}`;
    expect(smtp.mails).toHaveLength(1);
    expect(smtp.mails[0]?.replaceAll('=\r\n', '')).toContain(url);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.text).toContain(url);
    // What was asked is for mentors’ eyes: it does not leave the platform.
    expect(smtp.mails[0]).not.toContain('Why?');
  } finally {
    await worker.stop(2_000);
    chat.close();
    await database.close();
    await rm(folder, { recursive: true });
  }
}, 120_000);

it('a weekly summary is mailed once, though two workers are told to at the same time', async () => {
  const database = await withDb();
  await using smtp = await smtpReceiver();
  const { ctx, clock } = aWorld(database.db, { channels: openChannels({ mail: smtp.settings, chat: null }) });
  // A Monday morning in the host's time.
  clock.now = new Date(2026, 10, 23, 8);
  const manager = await anActor(database.db, ['manager']);
  const { id: teamId } = await aTeam(database.db, { name: 'Storage', managerId: manager.personId });
  const lena = await aPerson(database.db, { name: 'Lena Grün', teamId });
  await publish(database.db, aLab('test/lab'));
  await publishPath(database.db, 'beginner', [aLabItem('test/lab', { due: 1 })]);
  await database.db
    .insert(pathAssignment)
    .values({ pathId: 'beginner', personId: lena.id, startsOn: '2026-11-01', assignedAt: clock.now });
  await chooseNotices(ctx, manager, { kind: 'weekly-summary', channels: ['mail'] });
  const start = () =>
    startWorker({
      db: database.db,
      url: database.url,
      log: ctx.log,
      handlers: handlersFor(ctx),
      concurrency: concurrencyFor(ctx.limits),
    });
  const workers = [await start(), await start()];
  try {
    for (const jobId of ['one', 'two']) await ctx.enqueue(database.db, 'notice.remind', {}, { jobId });
    const states = async () => (await database.db.select().from(noticeDelivery)).map(({ state }) => state);
    await expect.poll(states, { timeout: 60_000 }).toEqual(['sent']);
    await ctx.enqueue(database.db, 'notice.remind', {}, { jobId: 'three' });
    await expect.poll(() => database.db.$count(outbox), { timeout: 60_000 }).toBe(0);
  } finally {
    // What they had begun is done before they end.
    await Promise.all(workers.map((worker) => worker.stop(20_000)));
  }
  expect(smtp.mails).toHaveLength(1);
  const mail = smtp.mails[0]?.replaceAll('=\r\n', '');
  expect(mail).toContain('STORAGE (1 person)');
  expect(mail).toContain('http://localhost:7800/weekly-summary');
  await database.close();
}, 120_000);
