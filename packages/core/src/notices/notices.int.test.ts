import type { Actor } from '@springboard/contracts/actor.ts';
import { findDelivery } from '@springboard/db/repositories/deliveries.ts';
import { teamMember } from '@springboard/db/schema/people.ts';
import { type Channel, NotSent, type OutsideMessage } from '@springboard/delivery/channel.ts';
import { aTeam } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliveryAlarms } from '../fleet/delivery-alarms.ts';
import { anActor, aWorld, takeJobs, type World } from '../testing/fixtures.ts';
import { chooseNotices, viewNoticeChoices } from './choices.ts';
import { deliverNotice } from './deliver.ts';
import { markAllNoticesRead, markNoticeRead, viewNotices } from './read.ts';
import { type News, settle, tell } from './tell.ts';

let database: TestDatabase;
let world: World;
let sent: OutsideMessage[];
let send: () => Promise<void>;
beforeEach(async () => {
  database = await withDb();
  sent = [];
  send = async () => {};
  const mail: Channel = {
    send: async (message) => {
      sent.push(message);
      await send();
    },
  };
  world = aWorld(database.db, { channels: { mail, chat: null } });
});
afterEach(() => database.close());

const news: News = {
  kind: 'help-answered',
  about: 'one',
  title: 'Answered',
  detail: null,
  link: '/attempts/1',
};
const tellThem = (to: readonly Actor[], more: Partial<News> = {}) =>
  database.db.transaction((tx) =>
    tell(
      world.ctx,
      tx,
      to.map(({ personId }) => personId),
      { ...news, ...more },
    ),
  );
const jobs = async () =>
  (await takeJobs(database.db)).filter(({ job }) => job === 'notice.deliver') as {
    payload: { deliveryId: string };
    runAt: Date;
  }[];

/** Somebody who wants answers by mail, too, and the delivery of one. */
async function byMail() {
  const actor = await anActor(database.db);
  await chooseNotices(world.ctx, actor, { kind: 'help-answered', channels: ['page', 'mail'] });
  await tellThem([actor]);
  const [job] = await jobs();
  return { actor, deliveryId: job?.payload.deliveryId ?? '' };
}

/** On a busy host a statement takes a second. */
const patience = { timeout: 30_000 };
const settleIt = (_by: Actor) =>
  database.db.transaction((tx) => settle(world.ctx, tx, 'help-answered', 'one'));
const stateOf = async (id: string) => (await findDelivery(database.db, id))?.delivery;

describe('notices', () => {
  it('are one’s own, once for each thing, and read one by one or all together', async () => {
    const [one, other] = [await anActor(database.db), await anActor(database.db)];
    await tellThem([one, other, one]);
    await tellThem([one]);
    world.clock.move(1_000);
    await tellThem([one], { about: 'two', title: 'Again' });
    const { unread, notices } = await viewNotices(world.ctx, one);
    expect([unread, notices.map(({ title }) => title)]).toEqual([2, ['Again', 'Answered']]);
    const [newest] = notices;
    await expect(markNoticeRead(world.ctx, other, newest?.id ?? '')).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await markNoticeRead(world.ctx, one, newest?.id ?? '')).unread).toBe(1);
    expect((await markAllNoticesRead(world.ctx, one)).unread).toBe(0);
    expect((await viewNotices(world.ctx, other)).unread).toBe(1);
    await database.db.transaction((tx) => settle(world.ctx, tx, 'help-answered', 'one'));
    expect((await viewNotices(world.ctx, other)).unread).toBe(0);
  });

  it('come where they are wanted: by mail alone they are not on the page, and by none nowhere', async () => {
    const [mailed, deaf] = [await anActor(database.db), await anActor(database.db)];
    await chooseNotices(world.ctx, mailed, { kind: 'help-answered', channels: ['mail'] });
    await chooseNotices(world.ctx, deaf, { kind: 'help-answered', channels: [] });
    await tellThem([mailed, deaf]);
    expect((await viewNotices(world.ctx, mailed)).notices).toEqual([]);
    expect((await viewNotices(world.ctx, deaf)).notices).toEqual([]);
    expect(await jobs()).toHaveLength(1);
  });

  it('can be chosen for what concerns one’s roles, and by ways that there are', async () => {
    const learner = await anActor(database.db);
    const { offered, choices } = await viewNoticeChoices(world.ctx, learner);
    expect(offered).toEqual(['page', 'mail']);
    expect(choices.map(({ kind }) => kind)).not.toContain('help-asked');
    expect(choices.every(({ channels }) => channels.join() === 'page')).toBe(true);
    const mentor = await anActor(database.db, ['mentor']);
    const theirs = (await viewNoticeChoices(world.ctx, mentor)).choices.map(({ kind }) => kind);
    expect(theirs).toEqual(expect.arrayContaining(['help-asked', 'review-waiting']));
    await expect(
      chooseNotices(world.ctx, learner, { kind: 'review-done', channels: ['chat'] }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    const without = { ...world.ctx, channels: { mail: null, chat: null } };
    await chooseNotices(world.ctx, learner, { kind: 'review-done', channels: ['mail'] });
    const later = await viewNoticeChoices(without, learner);
    expect(later.offered).toEqual(['page']);
    expect(later.choices.find(({ kind }) => kind === 'review-done')?.channels).toEqual([]);
  });
});

describe('a delivery', () => {
  it('goes out once, however often its job runs', async () => {
    const { actor, deliveryId } = await byMail();
    await deliverNotice(world.ctx, deliveryId);
    await deliverNotice(world.ctx, deliveryId);
    expect(sent).toMatchObject([{ title: 'Answered', url: 'http://localhost:7800/attempts/1' }]);
    expect(sent[0]?.to.email).toContain(actor.personId);
    expect(await stateOf(deliveryId)).toMatchObject({ state: 'sent' });
    await tellThem([actor]);
    expect(await jobs()).toEqual([]);
  });

  it('that certainly has not arrived is tried again, later and later, for a day, and given up then', async () => {
    const { deliveryId } = await byMail();
    send = () => Promise.reject(new NotSent('the mail server is away', true));
    const waits: number[] = [];
    for (;;) {
      await deliverNotice(world.ctx, deliveryId);
      const [next] = await jobs();
      if (!next) break;
      waits.push((next.runAt.getTime() - world.clock.now.getTime()) / 60_000);
      world.clock.now = next.runAt;
    }
    expect(waits).toEqual([1, 5, 15, 60, 120, 240, 480, 540]);
    expect(await stateOf(deliveryId)).toMatchObject({ state: 'failed', problem: 'the mail server is away' });
    expect(sent).toHaveLength(9);
  });

  it.each([
    ['somebody has seen to', (actor: Actor) => settleIt(actor)],
    ['its person has read', (actor: Actor) => markAllNoticesRead(world.ctx, actor)],
  ])('of what %s meanwhile is not sent any more', async (_what, seen) => {
    const { actor, deliveryId } = await byMail();
    send = () => Promise.reject(new NotSent('the mail server is away', true));
    await deliverNotice(world.ctx, deliveryId);
    send = async () => {};
    await seen(actor);
    await deliverNotice(world.ctx, deliveryId);
    expect(sent).toHaveLength(1);
    expect(await stateOf(deliveryId)).toMatchObject({ state: 'unneeded' });
    expect(await deliveryAlarms(world.ctx)).toEqual([]);
  });

  it('that nobody will ever take is given up at once', async () => {
    const { deliveryId } = await byMail();
    send = () => Promise.reject(new NotSent('refused (550)', false));
    await deliverNotice(world.ctx, deliveryId);
    expect(await jobs()).toEqual([]);
    expect(await stateOf(deliveryId)).toMatchObject({ state: 'failed', problem: 'refused (550)' });
  });

  it.each([
    ['an answer', () => Promise.reject(new Error('socket hang up'))],
    ['the end of its worker', () => new Promise<void>(() => {})],
  ])('that was cut off before %s is not sent a second time', async (_what, cut) => {
    const { deliveryId } = await byMail();
    send = cut;
    // The worker that is killed never comes back from this.
    void deliverNotice(world.ctx, deliveryId);
    await expect.poll(() => sent.length, patience).toBe(1);
    await expect
      .poll(async () => {
        await deliverNotice(world.ctx, deliveryId);
        return (await stateOf(deliveryId))?.state;
      }, patience)
      .toBe('failed');
    expect(sent).toHaveLength(1);
    expect((await stateOf(deliveryId))?.problem).toContain('may have arrived');
  });

  it('that was given up is told to the operator for a day', async () => {
    expect(await deliveryAlarms(world.ctx)).toEqual([]);
    const { deliveryId } = await byMail();
    send = () => Promise.reject(new NotSent('refused (550)', false));
    await deliverNotice(world.ctx, deliveryId);
    expect(await deliveryAlarms(world.ctx)).toMatchObject([
      { severity: 'warning', detail: expect.stringContaining('1 by mail') },
    ]);
    world.clock.move(25 * 3_600_000);
    expect(await deliveryAlarms(world.ctx)).toEqual([]);
  });
});

it('whoever is in a team is told once, though two have a reason to', async () => {
  const mentor = await anActor(database.db, ['mentor', 'manager']);
  const learner = await anActor(database.db);
  const { id: teamId } = await aTeam(database.db, { mentorId: mentor.personId, managerId: mentor.personId });
  await database.db.insert(teamMember).values({ teamId, personId: learner.personId });
  await tellThem([mentor, mentor], { kind: 'review-waiting', about: 'work' });
  expect((await viewNotices(world.ctx, mentor)).notices).toHaveLength(1);
});

it.each(['class-message', 'walkthrough-feedback'] as const)(
  'what somebody wrote in a notice of %s stays in the page',
  async (kind) => {
    const actor = await anActor(database.db);
    await chooseNotices(world.ctx, actor, { kind, channels: ['page', 'mail'] });
    await tellThem([actor], { kind, detail: 'It shows a password.' });
    for (const { payload } of await jobs()) await deliverNotice(world.ctx, payload.deliveryId);
    expect(sent).toMatchObject([{ title: 'Answered', detail: null, body: null }]);
    expect((await viewNotices(world.ctx, actor)).notices).toMatchObject([{ detail: 'It shows a password.' }]);
  },
);
