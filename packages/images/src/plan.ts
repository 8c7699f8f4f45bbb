import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outputsFolder } from './bootstrap.ts';
import type { EngineImage } from './incus.ts';
import type { Step } from './progress.ts';
import { PROPERTY } from './publish.ts';
import { aliasOf, type ResolvedImage } from './resolve.ts';
import { cachedRoot, exists } from './root-filesystem.ts';

/** What has to be made, in order. */
export interface ImagePlan {
  readonly image: ResolvedImage;
  readonly steps: readonly Step[];
}

/**
 * What is missing for the wanted images, in the order in which they are wanted, each after what it depends on.
 */
export async function planBuild(
  wanted: readonly ResolvedImage[],
  built: readonly EngineImage[],
  cache: string,
): Promise<ImagePlan[]> {
  const plans = new Map<string, ImagePlan>();
  const parentsOfPlanned = new Set<string>();

  const need = async (image: ResolvedImage, rebuild: boolean): Promise<void> => {
    if (plans.has(image.name) || (!rebuild && (await isBuilt(image, built, cache)))) return;
    for (const other of image.dependencies) {
      if (other.name === image.recipe.parent) {
        parentsOfPlanned.add(other.name);
        if (!(await exists(cachedRoot(cache, other)))) await need(other, true);
      } else {
        await need(other, !(await outputsAreCurrent(other, built, cache)));
      }
    }
    if (!plans.has(image.name)) plans.set(image.name, { image, steps: stepsOf(image) });
  };
  for (const image of wanted) {
    await need(image, false);
  }
  // A new bootstrap makes a new cluster: whatever holds a part of the old one has to follow.
  for (const image of wanted) {
    const follows = image.recipe.install.some(({ from }) => from !== image.name && plans.has(from));
    if (follows) await need(image, true);
  }
  return [...plans.values()];
}

/** Whether the engine has this generation, and its parts of a cluster belong together. */
async function isBuilt(image: ResolvedImage, built: readonly EngineImage[], cache: string): Promise<boolean> {
  if (!image.recipe.publish)
    return image.recipe.bootstrap === undefined
      ? exists(cachedRoot(cache, image))
      : outputsAreCurrent(image, built, cache);
  const own = findImage(image, built);
  if (own === undefined) return false;
  return image.recipe.install.every(({ from }) => {
    const provider = image.dependencies.find((other) => other.name === from);
    if (provider === undefined) return true;
    return (
      findImage(provider, built)?.properties?.[PROPERTY.bootstrap] === own.properties?.[PROPERTY.bootstrap]
    );
  });
}

/** Whether the cache holds the outputs of the very bootstrap that the engine's image was made from. */
async function outputsAreCurrent(
  image: ResolvedImage,
  built: readonly EngineImage[],
  cache: string,
): Promise<boolean> {
  const id = await readFile(join(outputsFolder(cache, image), 'id'), 'utf8').catch(() => undefined);
  if (id === undefined || !image.recipe.publish) return id !== undefined;
  return findImage(image, built)?.properties?.[PROPERTY.bootstrap] === id;
}

export function findImage(image: ResolvedImage, built: readonly EngineImage[]): EngineImage | undefined {
  const alias = aliasOf(image);
  return built.find((candidate) => candidate.aliases?.some(({ name }) => name === alias));
}

/** The steps of an image's build. */
export function stepsOf(image: ResolvedImage): Step[] {
  const { recipe, name } = image;
  const steps: Step[] = [];
  const add = (key: Step['key'], title: string) => steps.push({ image: name, key, title });
  if (recipe.parent === undefined) {
    add('debian', `Installing Debian with ${recipe.packages.length} packages chosen`);
  } else {
    add('unpack', `Unpacking ${recipe.parent}`);
    if (recipe.packages.length > 0) add('packages', 'Installing packages');
  }
  add('provision', 'Setting it up');
  if (!recipe.publish && recipe.bootstrap === undefined)
    add('cache', 'Keeping it for the images built on it');
  if (recipe.bootstrap !== undefined) {
    add('pack-builder', 'Packing the builder');
    add('bootstrap', `Starting ${recipe.bootstrap.node} once, for its golden state`);
  }
  if (recipe.publish) {
    add('pack', 'Packing the image');
    add('import', 'Giving it to the engine');
    add('warm', 'Unpacking it in the storage pool');
  }
  return steps;
}
