import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageRef } from '@springboard/environments/driver.ts';
import { type EngineImage, engineImages, engineInstances, incus } from './incus.ts';
import { withBuildLock } from './lock.ts';
import { PROPERTY } from './publish.ts';
import { recipeFolder } from './recipe.ts';
import { resolveWithDependencies } from './resolve.ts';
import { exists } from './root-filesystem.ts';

/** One generation of an image in the engine. */
export interface BuiltImage extends ImageRef {
  readonly sizeBytes: number;
  readonly builtAt: Date;
  /** Whether it is what the recipe says today. */
  readonly current: boolean;
  /** Instances that were made from it, frozen and stopped ones included. */
  readonly instances: number;
}

/** Names of all recipes in the repository. */
export async function recipeNames(repoRoot: string): Promise<string[]> {
  const entries = await readdir(join(repoRoot, 'infra', 'images'), { withFileTypes: true });
  const names: string[] = [];
  for (const entry of entries) {
    if (entry.isDirectory() && (await exists(join(recipeFolder(repoRoot, entry.name), 'recipe.yaml')))) {
      names.push(entry.name);
    }
  }
  return names.sort();
}

/** All generations that Springboard built from the repository's recipes, by name, newest first. */
export async function listImages(repoRoot: string): Promise<BuiltImage[]> {
  return (await inventory(repoRoot)).map(({ image }) => image);
}

/**
 * Deletes generations that are no longer what their recipe says and that no instance was made from.
 * Images that Springboard did not build, or that the repository has no recipe for, are never touched.
 * @returns the generations that were deleted
 */
export async function removeStaleImages(repoRoot: string): Promise<BuiltImage[]> {
  return withBuildLock(async () => {
    const stale = (await inventory(repoRoot)).filter(({ image }) => !image.current && image.instances === 0);
    for (const { fingerprint } of stale) await incus(['image', 'delete', fingerprint]);
    return stale.map(({ image }) => image);
  }, {});
}

async function inventory(repoRoot: string): Promise<{ fingerprint: string; image: BuiltImage }[]> {
  const names = await recipeNames(repoRoot);
  const [resolved, images, instances] = await Promise.all([
    Promise.all(names.map((name) => resolveWithDependencies(repoRoot, name))),
    engineImages(),
    engineInstances(),
  ]);
  const known = new Set(names);
  const current = new Set(resolved.map(({ name, hash }) => `${name} ${hash}`));
  const uses = (image: EngineImage) =>
    instances.filter(({ config }) => config?.['volatile.base_image'] === image.fingerprint).length;
  return images
    .flatMap((image) => {
      const name = image.properties?.[PROPERTY.image];
      const hash = image.properties?.[PROPERTY.hash];
      const isBuilder = image.aliases?.some((alias) => alias.name.startsWith('springboard-build/'));
      if (name === undefined || hash === undefined || isBuilder || !known.has(name)) return [];
      return [
        {
          fingerprint: image.fingerprint,
          image: {
            name,
            hash,
            sizeBytes: image.size,
            builtAt: new Date(image.uploaded_at),
            current: current.has(`${name} ${hash}`),
            instances: uses(image),
          },
        },
      ];
    })
    .sort(
      (a, b) =>
        a.image.name.localeCompare(b.image.name) || b.image.builtAt.getTime() - a.image.builtAt.getTime(),
    );
}
