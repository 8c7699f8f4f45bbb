import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageRef } from '@springboard/environments/driver.ts';
import { dependenciesOf, loadRecipe, type Recipe, recipeFolder } from './recipe.ts';

/** Goes into every hash: raise it when the builder makes something else from the same recipe. */
export const BUILDER_VERSION = '2';

/** An image generation together with what it is made from. */
export interface ResolvedImage extends ImageRef {
  readonly recipe: Recipe;
  /** The parent, and images whose bootstrap outputs go into this one. */
  readonly dependencies: readonly ResolvedImage[];
}

/** Name of an image generation in the engine. */
export function aliasOf(image: ImageRef): string {
  return `springboard/${image.name}/${image.hash}`;
}

/**
 * The current generation of an image, from the recipe alone: the engine is not asked.
 * @throws Error when there is no such recipe or it is not valid.
 */
export async function resolveImage(repoRoot: string, name: string): Promise<ImageRef> {
  const image = await resolveWithDependencies(repoRoot, name);
  return { name: image.name, hash: image.hash };
}

/** As `resolveImage`, with the recipe and all that it depends on. */
export async function resolveWithDependencies(
  repoRoot: string,
  name: string,
  path: readonly string[] = [],
): Promise<ResolvedImage> {
  if (path.includes(name))
    throw new Error(`Image recipes depend on each other: ${[...path, name].join(' → ')}`);
  const recipe = await loadRecipe(repoRoot, name);
  const dependencies = await Promise.all(
    dependenciesOf(name, recipe).map((other) => resolveWithDependencies(repoRoot, other, [...path, name])),
  );
  const hash = createHash('sha256');
  hash.update(`builder ${BUILDER_VERSION}\n`);
  for (const other of dependencies) hash.update(`${other.name} ${other.hash}\n`);
  await hashFolder(hash, recipeFolder(repoRoot, name), '');
  return { name, hash: hash.digest('hex').slice(0, 12), recipe, dependencies };
}

/** Paths, kinds, contents and the executable bit: what a clone of the repository preserves, and nothing else. */
async function hashFolder(
  hash: ReturnType<typeof createHash>,
  root: string,
  relative: string,
): Promise<void> {
  const names = await readdir(join(root, relative));
  for (const name of names.sort()) {
    const path = join(relative, name);
    const stat = await lstat(join(root, path));
    if (stat.isDirectory()) {
      await hashFolder(hash, root, path);
    } else if (stat.isSymbolicLink()) {
      hash.update(`link ${path}\0${await readlink(join(root, path))}\0`);
    } else {
      const content = await readFile(join(root, path));
      hash.update(`${stat.mode & 0o100 ? 'program' : 'file'} ${path}\0${content.length}\0`);
      hash.update(content);
    }
  }
}
