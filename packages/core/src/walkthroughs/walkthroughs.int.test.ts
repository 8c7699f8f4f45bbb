import { mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { Role } from '@springboard/contracts/roles.ts';
import type { WalkthroughDraft } from '@springboard/contracts/walkthroughs.ts';
import { notice } from '@springboard/db/schema/notices.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { walkthroughRating } from '@springboard/db/schema/walkthroughs.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { asc, eq, like } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assignPath } from '../paths/assign.ts';
import { getMyPaths } from '../paths/read.ts';
import { listRecordingFiles, removeOldRecordings } from '../recordings/files.ts';
import { aRecording } from '../testing/a-recording.ts';
import { aLab, anActor, aWorld, publish, type World } from '../testing/fixtures.ts';
import { aLabItem, anAttemptRow, aTeachItem, publishPath } from '../testing/path-steps.ts';
import { beginWalkthrough, deleteDraft, getDraft, saveDraft } from './draft.ts';
import { writePart } from './files.ts';
import { hideWalkthrough } from './hide.ts';
import { listWalkthroughs } from './list.ts';
import { publishWalkthrough, withdrawWalkthrough } from './publish.ts';
import { rateWalkthrough } from './rate.ts';
import { sweepWalkthroughs } from './sweep.ts';
import { getWalkthrough, openPart, previewPart, previewWalkthrough } from './watch.ts';

let database: TestDatabase;
let world: World;
let recordings: string;
let teacher: Actor;
let mentor: Actor;
const slug = 'test/one';
const began = new Date('2026-11-02T09:00:00.000Z');
const at = (seconds: number) => new Date(began.getTime() + seconds * 1000).toISOString();
const printed = [
  [1, 'BEFORE: token hunter2'],
  [10, '# ceph -s'],
  [20, 'HEALTH_OK'],
  [30, 'AFTER: another token'],
] as const;

beforeEach(async () => {
  database = await withDb();
  recordings = await mkdtemp(join(tmpdir(), 'springboard-recordings-'));
  world = aWorld(database.db, { recordings });
  world.clock.now = new Date('2026-11-03T09:00:00Z');
  mentor = await anActor(database.db, ['mentor']);
  teacher = await someone();
  await publish(database.db, aLab(slug));
});
afterEach(async () => {
  await database.close();
  await rm(recordings, { recursive: true });
});

const someone = (role: Role = 'learner') => anActor(database.db, [role]);
const passes = ({ personId }: Actor, score = 7, number = 1) =>
  anAttemptRow(database.db, { personId, slug, score, number, startedAt: began });

/** Files that are kept of a walk-through. */
const partsOf = (id: string) => readdir(join(recordings, 'walkthroughs', id)).catch((): string[] => []);

async function read(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}

/** A draft by the teacher that can be published. */
async function aDraft(number = 1): Promise<{ id: string; attemptId: string; draft: WalkthroughDraft }> {
  const attemptId = await passes(teacher, 7, number);
  const recording = await aRecording(recordings, attemptId, began, printed);
  const { id } = await beginWalkthrough(world.ctx, teacher, attemptId);
  const draft = {
    title: 'How I did it',
    parts: [{ recording, from: at(5), until: at(25) }],
    chapters: [{ recording, at: at(10), title: 'Look', text: 'What does *Ceph* say?' }],
  };
  await saveDraft(world.ctx, teacher, id, { ...draft, revision: 0 });
  return { id, attemptId, draft };
}

async function aPublished(number = 1) {
  const made = await aDraft(number);
  await publishWalkthrough(world.ctx, teacher, made.id);
  return made;
}

const told = async ({ personId }: Actor) =>
  (
    await database.db
      .select()
      .from(notice)
      .where(eq(notice.personId, personId))
      .orderBy(asc(notice.createdAt))
  ).map(({ title }) => title.replaceAll(/Person \S+/g, 'Somebody'));

describe('making one', () => {
  it('is for who has passed the lab, from an own attempt', async () => {
    const attemptId = await passes(teacher, 6);
    await expect(beginWalkthrough(world.ctx, teacher, attemptId)).rejects.toMatchObject({
      code: 'conflict',
      title: 'Pass the lab first',
    });
    // A path that asks for less has this lab as done, and so has this.
    await publishPath(database.db, 'easy', [aLabItem(slug, { pass: 0.6 })]);
    await beginWalkthrough(world.ctx, teacher, attemptId);
    await expect(beginWalkthrough(world.ctx, await someone(), attemptId)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is for ten of a lab at most', async () => {
    const attemptId = await passes(teacher);
    for (let made = 0; made < 10; made++) await beginWalkthrough(world.ctx, teacher, attemptId);
    const another = () => beginWalkthrough(world.ctx, teacher, attemptId);
    await expect(another()).rejects.toMatchObject({ code: 'limit-reached' });
    const [one] = (await listWalkthroughs(world.ctx, teacher, slug)).own;
    await deleteDraft(world.ctx, teacher, one?.id ?? '');
    await another();
  });

  it('saves as one goes, from one page at a time', async () => {
    const { id, draft } = await aDraft();
    const saved = await getDraft(world.ctx, teacher, id);
    expect(saved).toMatchObject({ draft, revision: 1, published: false, changed: true, missing: [] });
    expect(saved.recordings).toMatchObject([{ node: 'host1', startedAt: at(0) }]);
    await expect(saveDraft(world.ctx, teacher, id, { ...draft, revision: 0 })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await getDraft(world.ctx, teacher, id)).revision).toBe(1);
  });

  it('cannot be published while something is missing, or where nothing was printed', async () => {
    const { id, draft } = await aDraft();
    const [part] = draft.parts;
    const change = async (to: Partial<WalkthroughDraft>) => {
      const { revision } = await getDraft(world.ctx, teacher, id);
      await saveDraft(world.ctx, teacher, id, { ...draft, ...to, revision });
      return publishWalkthrough(world.ctx, teacher, id);
    };
    await expect(change({ title: '' })).rejects.toMatchObject({ message: /Give it a title/ });
    if (!part) throw new Error('no part');
    const quiet = { parts: [{ ...part, from: at(11), until: at(19) }], chapters: [] };
    const [chapter] = draft.chapters;
    if (!chapter) throw new Error('no chapter');
    await expect(change({ ...quiet, chapters: [{ ...chapter, at: at(12) }] })).rejects.toMatchObject({
      message: /Nothing was printed/,
    });
    await expect(getWalkthrough(world.ctx, teacher, id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await change({})).toMatchObject({ published: true, changed: false });
  });
});

describe('what is published', () => {
  it('is the span and nothing outside of it, also in its file', async () => {
    const { id } = await aPublished();
    const watcher = await someone();
    await passes(watcher);
    const view = await getWalkthrough(world.ctx, watcher, id);
    expect(view).toMatchObject({
      title: 'How I did it',
      parts: [{ node: 'host1', number: 1, from: at(5), until: at(25) }],
      chapters: [{ part: 0, at: at(10), title: 'Look' }],
      said: null,
      mayRate: true,
      mayHide: false,
    });
    expect(JSON.stringify(view)).not.toContain('.cast');
    const text = await read(await openPart(world.ctx, watcher, id, 0));
    expect(text).toContain('HEALTH_OK');
    expect(text).not.toMatch(/BEFORE|AFTER|token/);
    await expect(openPart(world.ctx, watcher, id, 1)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is what the preview had shown', async () => {
    const { id } = await aDraft();
    const shown = await previewWalkthrough(world.ctx, teacher, id);
    const text = await previewPart(world.ctx, teacher, id, 0);
    await publishWalkthrough(world.ctx, teacher, id);
    const { publishedAt: _, ...view } = await getWalkthrough(world.ctx, teacher, id);
    expect(shown).toEqual({ ...view, publishedAt: null });
    expect(await read(await openPart(world.ctx, teacher, id, 0))).toBe(text);
  });

  it('stays when the recording is removed, and can be published again as long as its spans are the same', async () => {
    const { id, attemptId, draft } = await aPublished();
    expect(await removeOldRecordings(recordings, new Date(Date.now() + 60_000))).toBe(1);
    expect(await readdir(recordings)).toEqual(['walkthroughs']);
    expect(await partsOf(id)).toHaveLength(1);
    expect(await read(await openPart(world.ctx, mentor, id, 0))).toContain('HEALTH_OK');
    await saveDraft(world.ctx, teacher, id, { ...draft, title: 'Better said', revision: 1 });
    expect(await previewPart(world.ctx, teacher, id, 0)).toContain('HEALTH_OK');
    await publishWalkthrough(world.ctx, teacher, id);
    expect((await getWalkthrough(world.ctx, mentor, id)).title).toBe('Better said');
    const parts = draft.parts.map((part) => ({ ...part, until: at(30) }));
    await saveDraft(world.ctx, teacher, id, { ...draft, parts, revision: 2 });
    await expect(publishWalkthrough(world.ctx, teacher, id)).rejects.toMatchObject({
      message: /no longer kept/,
    });
    expect(await read(await openPart(world.ctx, mentor, id, 0))).not.toContain('AFTER');
    expect((await getDraft(world.ctx, teacher, id)).attemptId).toBe(attemptId);
  });

  it('changes for others when it is published again, and a longer span leaves no file of the one before', async () => {
    const { id, draft } = await aPublished();
    const parts = draft.parts.map((part) => ({ ...part, until: at(30) }));
    await saveDraft(world.ctx, teacher, id, { ...draft, parts, revision: 1 });
    expect(await read(await openPart(world.ctx, mentor, id, 0))).not.toContain('AFTER');
    await publishWalkthrough(world.ctx, teacher, id);
    expect(await read(await openPart(world.ctx, mentor, id, 0))).toContain('AFTER');
    expect(await partsOf(id)).toHaveLength(1);
  });

  it('keeps what a second page published before the first one had tidied up', async () => {
    const { id, draft } = await aDraft();
    const parts = draft.parts.map((part) => ({ ...part, until: at(30) }));
    let isFirst = true;
    const { db } = world.ctx;
    const slowly: typeof db.transaction = async (...of) => {
      const done = await db.transaction(...of);
      if (!isFirst) return done;
      isFirst = false;
      await saveDraft(world.ctx, teacher, id, { ...draft, parts, revision: 1 });
      await publishWalkthrough(world.ctx, teacher, id);
      return done;
    };
    const ofFirst = new Proxy(db, {
      get: (all, name) => (name === 'transaction' ? slowly : Reflect.get(all, name)),
    });
    await publishWalkthrough({ ...world.ctx, db: ofFirst }, teacher, id);
    expect(await read(await openPart(world.ctx, mentor, id, 0))).toContain('AFTER');
    expect(await partsOf(id)).toHaveLength(1);
  });

  it('is not published when another page tidies up what was cut for it', async () => {
    const { id } = await aPublished();
    const { db } = world.ctx;
    const late: typeof db.transaction = async (...of) => {
      await withdrawWalkthrough(world.ctx, teacher, id);
      return db.transaction(...of);
    };
    const ofFirst = new Proxy(db, {
      get: (all, name) => (name === 'transaction' ? late : Reflect.get(all, name)),
    });
    await expect(publishWalkthrough({ ...world.ctx, db: ofFirst }, teacher, id)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await getDraft(world.ctx, teacher, id)).toMatchObject({ published: false });
  });

  it('goes when it is withdrawn; only then it can be removed', async () => {
    const { id } = await aPublished();
    await expect(deleteDraft(world.ctx, teacher, id)).rejects.toMatchObject({ code: 'conflict' });
    await withdrawWalkthrough(world.ctx, teacher, id);
    await expect(getWalkthrough(world.ctx, mentor, id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await partsOf(id)).toEqual([]);
    await deleteDraft(world.ctx, teacher, id);
    await expect(getDraft(world.ctx, teacher, id)).rejects.toMatchObject({ code: 'not-found' });
    const lines = await database.db
      .select({ action: auditEvent.action, detail: auditEvent.detail })
      .from(auditEvent)
      .where(like(auditEvent.action, 'walkthrough.%'))
      .orderBy(asc(auditEvent.id));
    expect(lines.map(({ action }) => action)).toEqual([
      'walkthrough.begin',
      'walkthrough.publish',
      'walkthrough.withdraw',
      'walkthrough.delete',
    ]);
    expect(lines[0]?.detail).toEqual({ walkthrough: id });
  });

  it('is all that is left of what a process that ended had cut', async () => {
    const { id } = await aPublished();
    const { id: other } = await aPublished(2);
    await database.db.execute(
      `update walkthrough set published_at = null, published = null where id = '${other}'`,
    );
    const hourAgo = new Date(world.clock.now.getTime() - 7_200_000);
    for (const folder of [id, other])
      for (const name of ['.', ...(await partsOf(folder))])
        await utimes(join(recordings, 'walkthroughs', folder, name), hourAgo, hourAgo);
    const begun = join(recordings, 'walkthroughs/.new/begun');
    await writeFile(begun, 'half');
    await utimes(begun, hourAgo, hourAgo);
    await sweepWalkthroughs(world.ctx);
    expect(await partsOf(id)).toHaveLength(1);
    expect((await readdir(join(recordings, 'walkthroughs'), { recursive: true })).toSorted()).toEqual(
      ['.new', id, join(id, (await partsOf(id))[0] ?? '')].toSorted(),
    );
    // Those of the attempts.
    expect(await readdir(recordings)).toHaveLength(3);
  });

  it('is brought to its folder where an earlier release kept it among those of attempts', async () => {
    const { id } = await aPublished();
    await rename(join(recordings, 'walkthroughs', id), join(recordings, id));
    await sweepWalkthroughs(world.ctx);
    expect(await readdir(recordings)).not.toContain(id);
    expect(await read(await openPart(world.ctx, mentor, id, 0))).toContain('HEALTH_OK');
  });

  it('is whole, however many publish the same span at once', async () => {
    const { id, attemptId, draft } = await aDraft();
    const [span] = draft.parts;
    if (!span) throw new Error('the draft has no part');
    const [source] = await listRecordingFiles(recordings, attemptId);
    const cut = () => writePart(recordings, id, span, source?.path);
    expect(await Promise.all(Array.from({ length: 8 }, cut))).toEqual(Array(8).fill(true));
    expect(await partsOf(id)).toHaveLength(1);
    expect(await readdir(join(recordings, 'walkthroughs/.new'))).toEqual([]);
  });
});

describe('who watches', () => {
  it('has passed the lab, or sees solutions and attempts of others anyway', async () => {
    const { id } = await aPublished();
    const seen = async (who: Actor) => {
      const { open, count, walkthroughs } = await listWalkthroughs(world.ctx, who, slug);
      const opened = await getWalkthrough(world.ctx, who, id).then(
        () => true,
        () => false,
      );
      const played = await openPart(world.ctx, who, id, 0).then(
        (stream) => stream.cancel().then(() => true),
        () => false,
      );
      expect([opened, played, walkthroughs.length === 1]).toEqual([open, open, open]);
      expect(count).toBe(1);
      return open;
    };
    const learner = await someone();
    expect(await seen(learner)).toBe(false);
    await passes(learner, 6);
    expect(await seen(learner)).toBe(false);
    await anAttemptRow(database.db, { personId: learner.personId, slug, score: 8, number: 2 });
    expect(await seen(learner)).toBe(true);
    for (const role of ['author', 'mentor', 'manager'] as const)
      expect(await seen(await someone(role))).toBe(true);
    const operator = await someone('operator');
    expect(await seen(operator)).toBe(false);
    await publish(database.db, aLab(slug, { walkthroughs: 'always' }));
    expect(await seen(operator)).toBe(true);
    expect(await seen(await someone())).toBe(true);
  });

  it('finds it beside the lab, with what it is about', async () => {
    const { id } = await aPublished();
    const { walkthroughs, make } = await listWalkthroughs(world.ctx, mentor, slug);
    expect(walkthroughs).toMatchObject([
      { id, title: 'How I did it', seconds: 20, chapters: ['Look'], rating: { average: null, count: 0 } },
    ]);
    expect(make).toBe('not-passed');
    const own = await listWalkthroughs(world.ctx, teacher, slug);
    expect(own).toMatchObject({
      make: 'yes',
      walkthroughs: [],
      own: [{ id, published: true, changed: false }],
    });
    expect(own.attempts).toHaveLength(1);
    await expect(listWalkthroughs(world.ctx, teacher, 'test/none')).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('what others say', () => {
  it('is one rating each, which they change, and never of one’s own', async () => {
    const { id } = await aPublished();
    const [one, other] = [await someone(), await someone()];
    await passes(one);
    await passes(other);
    await rateWalkthrough(world.ctx, one, id, { stars: 2, text: 'Too fast.' });
    await rateWalkthrough(world.ctx, other, id, { stars: 4, text: '' });
    const view = await rateWalkthrough(world.ctx, one, id, { stars: 5, text: 'Better now.' });
    expect(view).toMatchObject({
      rating: { average: 4.5, count: 2 },
      myRating: { stars: 5, text: 'Better now.' },
      said: null,
    });
    await expect(rateWalkthrough(world.ctx, teacher, id, { stars: 5, text: '' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(
      rateWalkthrough(world.ctx, await someone(), id, { stars: 1, text: '' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await database.db.select().from(walkthroughRating)).toHaveLength(2);
  });

  it('is read by the author without names, and told once for each who says something', async () => {
    const { id } = await aPublished();
    const one = await someone();
    await passes(one);
    await rateWalkthrough(world.ctx, one, id, { stars: 3, text: 'Good.' });
    await rateWalkthrough(world.ctx, one, id, { stars: 4, text: 'Very good.' });
    const view = await getWalkthrough(world.ctx, teacher, id);
    expect(view.said).toEqual([{ stars: 4, text: 'Very good.' }]);
    expect(JSON.stringify(view)).not.toContain(one.personId);
    expect(await told(teacher)).toEqual(['Somebody rated your walk-through “How I did it”']);
    const rows = await database.db.select().from(notice).where(eq(notice.personId, teacher.personId));
    expect(JSON.stringify(rows)).not.toContain(one.personId);
  });
});

describe('a mentor', () => {
  it('is told of one, hides it with a reason, and is told when it was changed', async () => {
    const { id, draft } = await aPublished();
    expect(await told(mentor)).toEqual(['Somebody teaches “Lab test/one”']);
    const learner = await someone();
    await passes(learner);
    await hideWalkthrough(world.ctx, mentor, id, 'It shows a password.');
    await expect(getWalkthrough(world.ctx, learner, id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(openPart(world.ctx, learner, id, 0)).rejects.toMatchObject({ code: 'not-found' });
    expect(await listWalkthroughs(world.ctx, learner, slug)).toMatchObject({ count: 0, walkthroughs: [] });
    expect((await getDraft(world.ctx, teacher, id)).hidden?.reason).toBe('It shows a password.');
    expect(await told(teacher)).toEqual(['A mentor has hidden your walk-through “How I did it”']);

    world.clock.move(60_000);
    await saveDraft(world.ctx, teacher, id, { ...draft, title: 'Without it', revision: 1 });
    await publishWalkthrough(world.ctx, teacher, id);
    expect((await told(mentor)).at(-1)).toBe('Somebody has changed a walk-through that you had hidden');
    await expect(getWalkthrough(world.ctx, learner, id)).rejects.toMatchObject({ code: 'not-found' });
    await hideWalkthrough(world.ctx, mentor, id, null);
    expect((await getWalkthrough(world.ctx, learner, id)).title).toBe('Without it');
    const [line] = await database.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.action, 'walkthrough.hide'));
    expect(line).toMatchObject({
      actor: mentor.personId,
      detail: { walkthrough: id, reason: 'It shows a password.' },
    });
  });

  it('does not hide their own, and nobody else hides any', async () => {
    const { id } = await aPublished();
    const self: Actor = { ...teacher, roles: ['learner', 'mentor'] };
    await expect(hideWalkthrough(world.ctx, self, id, 'Mine.')).rejects.toMatchObject({ code: 'conflict' });
    await expect(hideWalkthrough(world.ctx, teacher, id, 'Mine.')).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('on a path', () => {
  const stands = async () => {
    const [path] = await getMyPaths(world.ctx, teacher);
    return path?.items.map(({ title, status, teach }) => [title, status, teach?.slug]);
  };
  const put = (more = {}) =>
    publishPath(database.db, 'p', [aLabItem(slug), aTeachItem(slug, { requires: [slug], ...more })]).then(
      () =>
        assignPath(world.ctx, mentor, {
          pathId: 'p',
          to: { kind: 'person', id: teacher.personId },
          startsOn: '2026-11-02',
        }),
    );
  const title = 'Teach “Lab test/one”';

  it('it is done while it is published and not hidden', async () => {
    await put();
    expect(await stands()).toEqual([
      ['Lab test/one', 'open', undefined],
      [title, 'locked', slug],
    ]);
    const { id } = await aDraft();
    expect((await stands())?.[1]).toEqual([title, 'open', slug]);
    await publishWalkthrough(world.ctx, teacher, id);
    expect((await stands())?.[1]).toEqual([title, 'done', slug]);
    await hideWalkthrough(world.ctx, mentor, id, 'Not like this.');
    expect((await stands())?.[1]).toEqual([title, 'returned', slug]);
    await hideWalkthrough(world.ctx, mentor, id, null);
    await withdrawWalkthrough(world.ctx, teacher, id);
    expect((await stands())?.[1]).toEqual([title, 'open', slug]);
  });

  it('it waits for those whom it is to help', async () => {
    await put({ helpfulTo: 2 });
    const { id } = await aPublished();
    expect((await stands())?.[1]).toEqual([title, 'waiting', slug]);
    const others = [await someone(), await someone('author'), await someone('mentor')];
    for (const [index, who] of others.entries()) {
      if (index === 0) await passes(who);
      await rateWalkthrough(world.ctx, who, id, { stars: [4, 3, 5][index] ?? 1, text: '' });
      expect((await stands())?.[1]?.[1]).toBe(index < 2 ? 'waiting' : 'done');
    }
  });
});
