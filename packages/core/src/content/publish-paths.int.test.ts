import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findContentSync } from '@springboard/db/repositories/content.ts';
import { listPathRows } from '@springboard/db/repositories/paths.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { asc, like } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aContentRemote, type ContentRemote } from '../testing/content-remote.ts';
import { aWorld, type World } from '../testing/fixtures.ts';
import { syncContent } from './sync.ts';

const lab = 'linux/first-steps';

let database: TestDatabase;
let world: World;
let remote: ContentRemote;

beforeEach(async () => {
  database = await withDb();
  remote = await aContentRemote(lab);
  await mkdir(join(remote.clone, 'labs/paths/beginner'), { recursive: true });
  world = aWorld(database.db);
  world.ctx = { ...world.ctx, content: remote.content };
});
afterEach(async () => {
  await database.close();
  await remote[Symbol.asyncDispose]();
});

/** Commits a change of the content, and has it read. */
async function push(message: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) await writeFile(join(remote.clone, 'labs', file), text);
  await remote.push(message);
  await syncContent(world.ctx);
}
const titles = async () =>
  (await listPathRows(database.db)).map(({ definition }) => (definition as { title: string }).title);
const aPath = (title: string, first = lab) => `title: ${title}
summary: For tests.
items:
  - { read: welcome, title: Welcome, file: welcome.md }
  - { lab: ${first} }
`;

it('follows each commit: a good path at once, a bad one as it was, one that is gone no more', async () => {
  await push('Begin', { 'paths/beginner.yaml': aPath('One'), 'paths/beginner/welcome.md': 'Hello.\n' });
  expect(await titles()).toEqual(['One']);
  await push('Nothing of it', { 'linux/first-steps/outro.md': 'Well done.\n' });
  await push('Say it better', { 'paths/beginner/welcome.md': 'Hello, you.\n' });
  const [row] = await listPathRows(database.db);
  expect(JSON.stringify(row?.definition)).toContain('Hello, you.');
  await push('Break it', { 'paths/beginner.yaml': aPath('Two', 'linux/no-such-lab') });
  expect(await titles()).toEqual(['One']);
  await rm(join(remote.clone, 'labs/paths'), { recursive: true });
  await push('Take it out', {});
  expect(await titles()).toEqual([]);
  await mkdir(join(remote.clone, 'labs/paths/beginner'), { recursive: true });
  await push('Have it back', {
    'paths/beginner.yaml': aPath('One'),
    'paths/beginner/welcome.md': 'Hello.\n',
  });
  expect(await titles()).toEqual(['One']);
  const lines = await database.db
    .select({ action: auditEvent.action })
    .from(auditEvent)
    .where(like(auditEvent.action, 'path.%'))
    .orderBy(asc(auditEvent.id));
  const [publish, withdraw] = ['path.publish', 'path.withdraw'];
  expect(lines.map(({ action }) => action)).toEqual([publish, publish, withdraw, publish]);
});

it('keeps the skills as they were read last without an error', async () => {
  await push('Begin', { 'paths/beginner.yaml': aPath('One'), 'paths/beginner/welcome.md': 'Hello.\n' });
  const skills = async () => (await findContentSync(database.db))?.skills;
  const before = await skills();
  expect(before).toMatchObject({ linux: { title: 'Linux operations' } });
  await push('Break them', { 'skills.yaml': 'linux: [\n' });
  expect(await skills()).toEqual(before);
});
