import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabFile } from '@springboard/contracts/lab-tests.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aContentRemote, type ContentRemote } from '../testing/content-remote.ts';
import { anActor, aWorld, takeJobs, testTopology, type World } from '../testing/fixtures.ts';
import { checkSource, getLabSource, newLabSource, publishSource } from './source.ts';

const slug = 'linux/first-steps';

let database: TestDatabase;
let world: World;
let remote: ContentRemote;

beforeEach(async () => {
  database = await withDb();
  remote = await aContentRemote(slug);
  await remote.push('Begin');
  world = aWorld(database.db);
  const [node] = testTopology.nodes;
  if (!node) throw new Error('The topology of tests has no node.');
  const topology = {
    ...testTopology,
    name: 'linux-single',
    nodes: [{ ...node, name: 'host1' }],
    grader: 'host1',
  };
  world.ctx = {
    ...world.ctx,
    content: remote.content,
    topology: (name) => (name === 'linux-single' ? topology : undefined),
    topologyNames: () => ['linux-single'],
  };
});
afterEach(async () => {
  await database.close();
  await remote[Symbol.asyncDispose]();
});

const edited = (files: readonly LabFile[], path: string, content: string) =>
  files.map((file) => (file.path === path ? { ...file, content } : file));

describe('a lab in an editor', () => {
  it('comes whole, with what may be named in it, for who may read sources', async () => {
    const source = await getLabSource(world.ctx, await anActor(database.db, ['author']), slug);
    expect(source.files.map(({ path }) => path)).toContain('tasks/1-who-listens/check.sh');
    expect(source).toMatchObject({
      environments: ['linux-single'],
      skills: expect.arrayContaining(['disk-usage']),
    });
    expect(JSON.stringify(source.schemas.lab)).toContain('"interval"');
    await expect(getLabSource(world.ctx, await anActor(database.db), slug)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const author = await anActor(database.db, ['author']);
    await expect(getLabSource(world.ctx, author, 'no/lab')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is checked as it is typed, with file, line and column, and read as a learner would', async () => {
    const author = await anActor(database.db, ['author']);
    const { files } = await getLabSource(world.ctx, author, slug);
    const good = await checkSource(world.ctx, author, { lab: slug, files });
    expect(good.problems).toEqual([]);
    expect(good.reading?.tasks[0]).toMatchObject({ title: 'Who is listening?', points: 10 });
    expect(JSON.stringify(good.reading?.tasks[0]?.body)).toContain('‹service›');
    const yaml = files.find(({ path }) => path === 'lab.yaml')?.content ?? '';
    const bad = edited(files, 'lab.yaml', yaml.replace('level: beginner', 'level: begginer'));
    const said = await checkSource(world.ctx, author, { lab: slug, files: bad });
    expect(said.reading).toBeNull();
    expect(said.problems).toMatchObject([{ severity: 'error', file: 'lab.yaml', line: expect.any(Number) }]);
    const unknown = edited(files, 'lab.yaml', yaml.replace('disk-usage', 'disk-usages'));
    expect(
      (await checkSource(world.ctx, author, { lab: slug, files: unknown })).problems[0]?.message,
    ).toContain('disk-usage');
  });

  it('is checked against skills that were read a moment ago: the repository is not fetched with each key', async () => {
    const author = await anActor(database.db, ['author']);
    const { files } = await getLabSource(world.ctx, author, slug);
    const looks = vi.spyOn(world.ctx.content, 'snapshot');
    const check = async () => (await checkSource(world.ctx, author, { lab: slug, files })).problems;
    const skills = join(remote.clone, 'labs/skills.yaml');
    await writeFile(skills, (await readFile(skills, 'utf8')).replaceAll('disk-usage', 'disk-use'));
    await remote.push('Another word for it');
    expect(await check()).toEqual([]);
    expect(looks).not.toHaveBeenCalled();

    world.clock.move(30_000);
    expect((await check())[0]?.message).toContain('disk-usage');
    await check();
    expect(looks).toHaveBeenCalledOnce();
    // While the repository is away what was read last serves, and each check tries again.
    world.clock.move(30_000);
    looks.mockRejectedValueOnce(new Error('unreachable'));
    expect((await check())[0]?.message).toContain('disk-usage');
    await check();
    expect(looks).toHaveBeenCalledTimes(3);
  });
});

describe('publishing from the editor', () => {
  const message = 'Say it more clearly';

  it('is a commit in the author’s name, of what was changed, added and removed, and the catalogue follows', async () => {
    const author = await anActor(database.db, ['author']);
    const { files, commit } = await getLabSource(world.ctx, author, slug);
    const after = [
      ...edited(files, 'intro.md', 'A clearer beginning.\n').filter(({ path }) => path !== 'outro.md'),
      { path: 'README.md', content: 'For its authors.\n', encoding: 'utf8' as const },
    ];
    const published = await publishSource(world.ctx, author, { lab: slug, files: after, commit, message });
    expect(published).toMatchObject({ branch: 'main', changed: true });
    await remote.git('pull', '--quiet', 'origin', 'main');
    expect(await remote.git('log', '-1', '--format=%H %an %ae %s')).toMatch(
      new RegExp(`^${published.commit} .+ .+@.+ ${message}$`),
    );
    const changed = await remote.git('show', '--name-status', '--format=', '--no-renames');
    expect(changed.split('\n').sort()).toEqual(
      [`A\tlabs/${slug}/README.md`, `D\tlabs/${slug}/outro.md`, `M\tlabs/${slug}/intro.md`].sort(),
    );
    expect((await takeJobs(database.db)).map(({ job }) => job)).toContain('content.sync');
    const again = await publishSource(world.ctx, author, {
      lab: slug,
      files: after,
      commit: published.commit,
      message,
    });
    expect(again.changed).toBe(false);
  });

  it('never writes over what somebody else changed, and names the files', async () => {
    const author = await anActor(database.db, ['author']);
    const { files, commit } = await getLabSource(world.ctx, author, slug);
    await writeFile(join(remote.clone, 'labs', slug, 'intro.md'), 'Grace was here.\n');
    await remote.push('Grace’s beginning');
    const mine = edited(files, 'intro.md', 'Mine.\n');
    await expect(
      publishSource(world.ctx, author, { lab: slug, files: mine, commit, message }),
    ).rejects.toMatchObject({ code: 'conflict', errors: [{ path: `${slug}/intro.md` }] });
    const newer = await getLabSource(world.ctx, author, slug);
    expect(newer.files.find(({ path }) => path === 'intro.md')?.content).toBe('Grace was here.\n');
    await publishSource(world.ctx, author, { lab: slug, files: mine, commit: newer.commit, message });
  });

  it('refuses what would not be published, and who may not', async () => {
    const author = await anActor(database.db, ['author']);
    const { files, commit } = await getLabSource(world.ctx, author, slug);
    const broken = edited(files, 'lab.yaml', 'title: [\n');
    await expect(
      publishSource(world.ctx, author, { lab: slug, files: broken, commit, message }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      errors: [{ path: expect.stringMatching(/^lab\.yaml:\d/) }],
    });
    const mentor = await anActor(database.db, ['mentor']);
    await expect(
      publishSource(world.ctx, mentor, { lab: slug, files, commit, message }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

it('a new lab is whole from the beginning, and not one that is there', async () => {
  const author = await anActor(database.db, ['author']);
  const made = await newLabSource(world.ctx, author, { lab: 'linux/my-first', environment: 'linux-single' });
  expect(await checkSource(world.ctx, author, made)).toMatchObject({
    problems: [],
    reading: { title: 'My first' },
  });
  const { commit, files, lab } = made;
  expect(await publishSource(world.ctx, author, { lab, files, commit, message: 'A new lab' })).toMatchObject({
    changed: true,
  });
  await expect(
    newLabSource(world.ctx, author, { lab: slug, environment: 'linux-single' }),
  ).rejects.toMatchObject({ code: 'conflict' });
  await expect(
    newLabSource(world.ctx, author, { lab: 'linux/x', environment: 'moon' }),
  ).rejects.toMatchObject({ code: 'invalid-input' });
});
