import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { LabFile } from '@springboard/contracts/lab-tests.ts';
import { attempt, quizAnswer, taskCheck } from '@springboard/db/schema/attempts.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getAttempt, listAttempts, startAttempt } from '../attempts.ts';
import { watchInvariants } from '../grading/watch.ts';
import { aLab, anActor, aWorld, publish, testTopology, type World } from '../testing/fixtures.ts';
import { previewLab } from './preview.ts';

const slug = 'linux/first-steps';
const folder = resolve(import.meta.dirname, '../../../../labs', slug);

let database: TestDatabase;
let world: World;
let files: LabFile[];
beforeAll(async () => {
  database = await withDb();
  world = aWorld(database.db);
  // The environment of the lab is not what this is about.
  const topology = { ...testTopology, name: 'linux-single', nodes: testTopology.nodes };
  const [node] = topology.nodes;
  if (!node) throw new Error('The topology of tests has no node.');
  const nodes = [...topology.nodes, { ...node, name: 'host1' }];
  world.ctx = { ...world.ctx, topology: () => ({ ...topology, nodes }) };
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  files = await Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map(async (entry) => ({
        path: join(entry.parentPath, entry.name).slice(folder.length + 1),
        content: await readFile(join(entry.parentPath, entry.name), 'utf8'),
        encoding: 'utf8' as const,
      })),
  );
});
afterAll(() => database.close());

const changed = (path: string, content: string) =>
  files.map((file) => (file.path === path ? { ...file, content } : file));

it('shows files that are not published to their author alone, follows them, and counts for nothing', async () => {
  const author = await anActor(database.db, ['author']);
  const { attemptId } = await previewLab(world.ctx, author, { lab: slug, files });
  const before = await getAttempt(world.ctx, author, attemptId);
  expect(before.preview).toBe(true);
  const [task] = before.tasks;
  const [check] = task?.checks ?? [];
  const passed = { attemptId, taskId: task?.id ?? '', checkId: check?.id ?? '', passedAt: new Date() };
  await database.db.insert(taskCheck).values(passed);

  const better = changed('intro.md', 'A new beginning.\n');
  expect(await previewLab(world.ctx, author, { lab: slug, files: better })).toEqual({ attemptId });
  const after = await getAttempt(world.ctx, author, attemptId);
  expect(JSON.stringify(after.intro)).toContain('A new beginning');
  expect(after.revision).toBeGreaterThan(before.revision);
  expect(after.environment?.id).toBe(before.environment?.id);
  expect(await database.db.$count(taskCheck, eq(taskCheck.attemptId, attemptId))).toBe(1);

  const script = files.find(
    ({ path }) => path.startsWith(`tasks/${task?.id}/`) && /check.*\.(sh|py)$/.test(path),
  );
  const other = changed(script?.path ?? '', `${script?.content}\n# another\n`);
  await previewLab(world.ctx, author, { lab: slug, files: other });
  expect(await database.db.$count(taskCheck, eq(taskCheck.attemptId, attemptId))).toBe(0);

  expect(await listAttempts(world.ctx, author)).toEqual([]);
  for (const role of ['learner', 'mentor', 'author'] as const)
    await expect(getAttempt(world.ctx, await anActor(database.db, [role]), attemptId)).rejects.toMatchObject({
      code: 'not-found',
    });
});

it('follows questions and invariants too: what is asked anew, and what is watched from now on', async () => {
  const author = await anActor(database.db, ['author']);
  const quiz = (answer: string) =>
    `---\ntitle: Which\npoints: 2\nkind: quiz\nquestions:\n  - { kind: one, text: Which?, options: [a, b], answer: ${answer} }\n---\nAnswer.\n`;
  const yaml = files.find(({ path }) => path === 'lab.yaml')?.content ?? '';
  const withQuiz = (answer: string, more = '') => [
    ...changed('lab.yaml', yaml.replace('tasks: [', `${more}tasks: [0-which, `)),
    { path: 'tasks/0-which/task.md', content: quiz(answer), encoding: 'utf8' as const },
    ...(more === '' ? [] : [{ path: 'invariants/kept.sh', content: 'pass\n', encoding: 'utf8' as const }]),
  ];
  const invariants = 'invariants:\n  - { file: kept.sh, title: Kept, on: host1 }\n';
  const { attemptId } = await previewLab(world.ctx, author, { lab: slug, files: withQuiz('a') });
  const answered = { attemptId, taskId: '0-which', questionId: 'q1', given: ['a'], right: true };
  await database.db.insert(quizAnswer).values({ ...answered, at: new Date() });
  const watched = async () =>
    (await database.db.select().from(attempt).where(eq(attempt.id, attemptId)))[0]?.nextWatchAt;
  await database.db.update(environment).set({ state: 'ready' });

  await previewLab(world.ctx, author, { lab: slug, files: withQuiz('a', invariants) });
  expect(await database.db.$count(quizAnswer, eq(quizAnswer.attemptId, attemptId))).toBe(1);
  expect(await watched()).not.toBeNull();

  await previewLab(world.ctx, author, { lab: slug, files: withQuiz('b') });
  expect(await database.db.$count(quizAnswer, eq(quizAnswer.attemptId, attemptId))).toBe(0);
  await watchInvariants(world.ctx, attemptId, new AbortController().signal);
  expect(await watched()).toBeNull();
});

it('refuses what is no lab, with file, line and column, and leaves what was shown', async () => {
  const author = await anActor(database.db, ['author']);
  const { attemptId } = await previewLab(world.ctx, author, { lab: slug, files });
  const broken = changed('lab.yaml', 'title: [\n');
  await expect(previewLab(world.ctx, author, { lab: slug, files: broken })).rejects.toMatchObject({
    code: 'invalid-input',
    errors: [{ path: expect.stringMatching(/^linux\/first-steps\/lab\.yaml:\d+:\d+$/) }],
  });
  expect((await getAttempt(world.ctx, author, attemptId)).state).toBe('active');
});

it('does not take the place of an attempt that counts, and is for authors', async () => {
  const author = await anActor(database.db, ['author']);
  await publish(database.db, aLab(slug));
  const { id } = await startAttempt(world.ctx, author, { lab: slug });
  await expect(previewLab(world.ctx, author, { lab: slug, files })).rejects.toMatchObject({
    code: 'conflict',
  });
  const [row] = await database.db.select().from(attempt).where(eq(attempt.id, id));
  expect(row?.preview).toBe(false);
  const learner = await anActor(database.db);
  await expect(previewLab(world.ctx, learner, { lab: slug, files })).rejects.toMatchObject({
    code: 'forbidden',
  });
});
