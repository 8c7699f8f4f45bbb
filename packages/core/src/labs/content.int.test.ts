import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Checkout } from '@springboard/content/checkout.ts';
import { labVersion } from '@springboard/db/schema/labs.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAttempt } from '../attempts.ts';
import { syncContent } from '../content/sync.ts';
import { measureFreshness } from '../lab-tests/freshness.ts';
import { getLab, listLabs } from '../labs.ts';
import { anActor, aWorld, type World } from '../testing/fixtures.ts';

const content = resolve(import.meta.dirname, '../../../../labs');
const slug = 'linux/first-steps';

let database: TestDatabase;
let world: World;
let folder: string;

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  folder = await mkdtemp(join(tmpdir(), 'springboard-content-'));
  await cp(content, folder, { recursive: true });
  world.ctx = { ...world.ctx, content: new Checkout(folder) };
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function sync() {
  const result = await syncContent(world.ctx);
  if (!result) throw new Error('The content was not read.');
  return result;
}
const slugs = async () => (await listLabs(world.ctx, await anActor(database.db))).map((lab) => lab.slug);

describe('syncContent', () => {
  it('publishes what is there, once', async () => {
    const first = await sync();
    expect(first.published).toContain(slug);
    expect(first.rejected).toEqual([]);
    expect(await slugs()).toEqual([...first.published].toSorted());
    const second = await sync();
    expect(second).toMatchObject({ published: [], withdrawn: [] });
    expect([...second.unchanged].toSorted()).toEqual([...first.published].toSorted());
    const lines = await database.db.select().from(auditEvent);
    const published = first.published.map(() => 'lab.publish');
    expect(lines.map((line) => line.action)).toEqual([...published, 'path.publish']);
  });

  it('names whoever committed to a lab last as its owner', async () => {
    const git = (...words: string[]) => promisify(execFile)('git', ['-C', folder, ...words]);
    const commit = async (name: string) => {
      await git('add', '.');
      await git('-c', `user.name=${name}`, '-c', 'user.email=a@example.org', 'commit', '-qm', 'x');
    };
    await git('init', '-q');
    await commit('Ada');
    await writeFile(join(folder, slug, 'intro.md'), 'A new beginning.\n');
    await commit('Grace');
    await syncContent(world.ctx);
    const owners = new Map((await measureFreshness(world.ctx)).map(({ lab, owner }) => [lab, owner]));
    expect(owners.get(slug)).toBe('Grace');
    expect(new Set(owners.values())).toEqual(new Set(['Ada', 'Grace']));
  });

  it('makes a new version of what changed; the old one stays for the attempts that run on it', async () => {
    await sync();
    const before = await database.db.$count(labVersion);
    await writeFile(join(folder, slug, 'intro.md'), 'A new beginning.\n');
    expect((await sync()).published).toEqual([slug]);
    expect(await database.db.$count(labVersion)).toBe(before + 1);
    const lab = await getLab(world.ctx, await anActor(database.db), slug);
    expect(JSON.stringify(lab.intro)).toContain('A new beginning');
  });

  it('keeps the last good version of a lab that is not good, and says what is wrong', async () => {
    await sync();
    await writeFile(join(folder, slug, 'lab.yaml'), 'title: [\n');
    const result = await sync();
    expect(result.rejected.map((lab) => lab.slug)).toEqual([slug]);
    expect(result.rejected[0]?.problems[0]).toContain('lab.yaml');
    expect(result.withdrawn).toEqual([]);
    expect(await slugs()).toContain(slug);
  });

  it('withdraws what is gone, and publishes it again when it is back', async () => {
    await sync();
    await rm(join(folder, slug), { recursive: true });
    expect((await sync()).withdrawn).toEqual([slug]);
    expect(await slugs()).not.toContain(slug);
    const learner = await anActor(database.db);
    await expect(startAttempt(world.ctx, learner, { lab: slug })).rejects.toMatchObject({
      code: 'not-found',
    });
    await cp(join(content, slug), join(folder, slug), { recursive: true });
    await sync();
    expect(await slugs()).toContain(slug);
  });

  it('withdraws nothing when the folder cannot be read', async () => {
    await sync();
    const before = await slugs();
    const elsewhere = { ...world.ctx, content: new Checkout(join(folder, 'nowhere')) };
    expect(await syncContent(elsewhere)).toBeNull();
    expect(await slugs()).toEqual(before);
  });
});
