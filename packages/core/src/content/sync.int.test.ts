import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findLabVersion } from '@springboard/db/repositories/labs.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAttempt } from '../attempts.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { aContentRemote, type ContentRemote } from '../testing/content-remote.ts';
import { anActor, aWorld, takeJobs, type World } from '../testing/fixtures.ts';
import { requestSync, requestSyncByWebhook } from './request.ts';
import { followContent, syncContent } from './sync.ts';
import { viewContent } from './view.ts';

const good = 'linux/first-steps';
const other = 'linux/second-steps';

let database: TestDatabase;
let world: World;
let remote: ContentRemote;

const write = (path: string, text: string) => writeFile(join(remote.clone, 'labs', path), text);
const view = async () => viewContent(world.ctx, await anActor(database.db, ['author']), { webhook: false });
const stateOf = async (slug: string) => (await view()).labs.find((lab) => lab.slug === slug);
const never = new AbortController().signal;

beforeEach(async () => {
  database = await withDb();
  remote = await aContentRemote(good, other);
  world = aWorld(database.db);
  world.ctx = { ...world.ctx, content: remote.content };
});
afterEach(async () => {
  await database.close();
  await remote[Symbol.asyncDispose]();
});

describe('content of a repository elsewhere', () => {
  it('follows each commit: good labs at once, a bad one at its last good version with what is wrong, one that is gone not at all', async () => {
    const first = await remote.push('Begin');
    await syncContent(world.ctx);
    expect(await view()).toMatchObject({
      place: { kind: 'repository', url: remote.shared, branch: 'main', folder: 'labs' },
      commit: { commit: first, author: 'Grace Hopper', subject: 'Begin' },
      syncing: false,
      failure: null,
      labs: [
        { slug: good, state: 'published', commit: first, problems: [] },
        { slug: other, state: 'published', commit: first, problems: [] },
      ],
    });

    await write(`${other}/lab.yaml`, 'title: Second\nlevel: easy\n');
    await write(`${good}/intro.md`, 'A new beginning.\n');
    await mkdir(join(remote.clone, 'labs/linux/third'));
    await write('linux/third/lab.yaml', 'title: [\n');
    const second = await remote.push('Break one, begin one, better one');
    await syncContent(world.ctx);
    expect(await stateOf(good)).toMatchObject({ state: 'published', commit: second });
    const kept = await stateOf(other);
    expect(kept).toMatchObject({ state: 'kept', commit: first, title: expect.any(String) });
    expect(kept?.problems).toContainEqual({
      file: `${other}/lab.yaml`,
      line: 2,
      column: 8,
      message: expect.stringContaining('beginner'),
    });
    expect(await stateOf('linux/third')).toMatchObject({ state: 'unpublished', commit: null, title: null });

    await rm(join(remote.clone, 'labs', other), { recursive: true });
    await rm(join(remote.clone, 'labs/linux/third'), { recursive: true });
    await remote.push('Away with them');
    await syncContent(world.ctx);
    expect((await view()).labs.map(({ slug, state }) => [slug, state])).toEqual([
      [good, 'published'],
      [other, 'withdrawn'],
    ]);
  });

  it('leaves attempts on the commit they began with', async () => {
    await remote.push('Begin');
    await syncContent(world.ctx);
    const { ctx } = world;
    const learner = await anActor(database.db);
    // The topology of the lab is not what this is about.
    world.ctx = { ...ctx, topology: () => ctx.topology('pair') };
    const attempt = await startAttempt(world.ctx, learner, { lab: good });
    const before = await database.db.query.attempt.findFirst({ where: (t, { eq }) => eq(t.id, attempt.id) });
    await write(`${good}/intro.md`, 'A new beginning.\n');
    await remote.push('Better');
    await syncContent(world.ctx);
    const after = await database.db.query.attempt.findFirst({ where: (t, { eq }) => eq(t.id, attempt.id) });
    expect(after?.labVersionId).toBe(before?.labVersionId);
    const definition = await loadDefinition(database.db, after?.labVersionId ?? '');
    expect(definition.intro).not.toContain('A new beginning');
    expect(definition.tasks[0]?.checks[0]?.script).not.toBe('');
    expect((await findLabVersion(database.db, after?.labVersionId ?? ''))?.commit).not.toBeNull();
  });

  it('says why the repository cannot be read and since when, changes nothing, and goes on when it is back', async () => {
    await remote.push('Begin');
    await syncContent(world.ctx);
    const { goodAt } = await view();
    await rename(remote.shared, `${remote.shared}.away`);
    world.clock.move(120_000);
    expect(await syncContent(world.ctx)).toBeNull();
    const failed = await view();
    expect(failed).toMatchObject({ goodAt, failure: { detail: expect.stringContaining(remote.shared) } });
    expect(failed.syncedAt).toBe(world.clock.now.toISOString());
    expect(failed.labs.map(({ state }) => state)).toEqual(['published', 'published']);
    await rename(`${remote.shared}.away`, remote.shared);
    await syncContent(world.ctx);
    expect(await view()).toMatchObject({ failure: null, goodAt: world.clock.now.toISOString() });
  });

  it('reads by the clock only what is new, and everything when somebody asks', async () => {
    await remote.push('Begin');
    await syncContent(world.ctx);
    // Whoever reads it again mends this.
    await database.db.execute(`update lab set withdrawn_at = now()`);
    await followContent(world.ctx, never);
    expect((await view()).labs.map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);

    const author = await anActor(database.db, ['author']);
    const { request } = await requestSync(world.ctx, author);
    await requestSyncByWebhook(world.ctx);
    expect((await takeJobs(database.db)).map(({ job }) => job)).toEqual(['content.sync', 'content.sync']);
    expect(await view()).toMatchObject({ syncing: true, requested: request + 1, done: request - 1 });
    await followContent(world.ctx, never);
    expect(await view()).toMatchObject({ syncing: false, done: request + 1 });
    expect((await view()).labs.map(({ state }) => state)).toEqual(['published', 'published']);
    const asked = await database.db.select().from(auditEvent);
    expect(asked.filter(({ action }) => action === 'content.sync').map(({ actor }) => actor)).toEqual([
      author.personId,
    ]);

    await write(`${good}/intro.md`, 'A new beginning.\n');
    const newest = await remote.push('Better');
    await followContent(world.ctx, never);
    expect(await stateOf(good)).toMatchObject({ commit: newest });
  });

  it('is shown to authors and operators only', async () => {
    for (const role of ['learner', 'mentor', 'manager'] as const) {
      const actor = await anActor(database.db, [role]);
      await expect(viewContent(world.ctx, actor, { webhook: false })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(requestSync(world.ctx, actor)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});
