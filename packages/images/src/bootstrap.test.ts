import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bootstrapFolder } from './bootstrap.ts';
import { resolveWithDependencies } from './resolve.ts';

let repoRoot: string;
beforeEach(async () => {
  repoRoot = await mkdtemp(join(tmpdir(), 'images-'));
});
afterEach(() => rm(repoRoot, { recursive: true }));

async function put(path: string, text: string): Promise<void> {
  const file = join(repoRoot, 'infra/images', path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

it("joins the bootstrap files of an image with its ancestors', of one name the nearest", async () => {
  await put('hosts/recipe.yaml', 'summary: parent\nsuite: trixie\npublish: false\n');
  await put('hosts/bootstrap/bootstrap.sh', 'common');
  await put('hosts/bootstrap/settings.conf', 'far');
  await put('three/recipe.yaml', 'summary: child\nparent: hosts\npublish: true\n');
  await put('three/bootstrap/settings.conf', 'near');
  const image = await resolveWithDependencies(repoRoot, 'three');
  const folder = await bootstrapFolder({ repoRoot, work: repoRoot }, image);
  expect(await readFile(join(folder, 'bootstrap.sh'), 'utf8')).toBe('common');
  expect(await readFile(join(folder, 'settings.conf'), 'utf8')).toBe('near');
});
