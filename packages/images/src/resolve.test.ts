import { chmod, cp, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recipeNames } from './list.ts';
import { resolveImage, resolveWithDependencies } from './resolve.ts';

const repository = join(import.meta.dirname, '../../..');
let root: string;
const file = (image: string, ...path: string[]) => join(root, 'infra', 'images', image, ...path);

async function recipe(image: string, text: string): Promise<void> {
  await mkdir(file(image), { recursive: true });
  await writeFile(file(image, 'recipe.yaml'), text);
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'images-'));
  await recipe('base', 'summary: base\nsuite: trixie\npublish: false\n');
  await recipe('host', 'summary: host\nparent: base\npublish: true\n');
  await recipe(
    'other',
    'summary: other\nsuite: trixie\npublish: true\ninstall: [{ from: host, file: a, copyTo: /a }]\n',
  );
});
afterEach(() => rm(root, { recursive: true }));

const hashes = async () =>
  Promise.all(['base', 'host', 'other'].map(async (name) => (await resolveImage(root, name)).hash));

describe('resolveImage', () => {
  it('is the same for the same contents, whatever their times and place', async () => {
    const before = await hashes();
    expect(before[0]).toMatch(/^[0-9a-f]{12}$/);
    expect(new Set(before).size).toBe(3);
    await utimes(file('base', 'recipe.yaml'), 1, 1);
    const elsewhere = await mkdtemp(join(tmpdir(), 'images-'));
    await cp(root, elsewhere, { recursive: true });
    expect((await resolveImage(elsewhere, 'host')).hash).toBe(before[1]);
    await rm(elsewhere, { recursive: true });
  });

  it('changes with any file, a new name, or the executable bit', async () => {
    const seen = new Set([(await hashes())[1]]);
    await writeFile(file('host', 'provision.sh'), 'true\n', { mode: 0o644 });
    seen.add((await hashes())[1]);
    await chmod(file('host', 'provision.sh'), 0o755);
    seen.add((await hashes())[1]);
    await mkdir(file('host', 'files', 'etc'), { recursive: true });
    await writeFile(file('host', 'files', 'etc', 'a'), '');
    seen.add((await hashes())[1]);
    expect(seen.size).toBe(4);
  });

  it('changes with a parent, and with an image whose bootstrap goes in, and not the other way round', async () => {
    const before = await hashes();
    await writeFile(file('host', 'bootstrap.sh'), 'x');
    const middle = await hashes();
    expect(middle[0]).toBe(before[0]);
    expect(middle[1]).not.toBe(before[1]);
    expect(middle[2]).not.toBe(before[2]);
    await writeFile(file('base', 'provision.sh'), 'x');
    expect((await hashes())[2]).not.toBe(middle[2]);
  });

  it('names the recipe that is missing, and the circle that cannot be built', async () => {
    await expect(resolveImage(root, 'nothing')).rejects.toThrow(/"nothing"/);
    await expect(resolveImage(root, '../host')).rejects.toThrow();
    await recipe('base', 'summary: base\nparent: host\npublish: false\n');
    await expect(resolveImage(root, 'host')).rejects.toThrow(/host → base → host/);
  });
});

it('every recipe of the repository is valid', async () => {
  const names = await recipeNames(repository);
  expect(names).toEqual(expect.arrayContaining(['base', 'linux-single', 'ceph-single', 'ceph-grader']));
  for (const name of names)
    expect((await resolveWithDependencies(repository, name)).recipe.summary).not.toBe('');
});
