import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Grant } from '@springboard/environments/topology.ts';
import { parse } from 'yaml';
import { z } from 'zod';

const ImageName = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens');
const FileName = z.string().regex(/^[A-Za-z0-9._-]+$/, 'a plain file name');
const AbsolutePath = z.string().regex(/^\/[^\0]*$/, 'an absolute path');

/** A file that a bootstrap left, put into an image: copied as it is, or unpacked. */
const Install = z.union([
  z.strictObject({ from: ImageName, file: FileName, copyTo: AbsolutePath }),
  z.strictObject({ from: ImageName, file: FileName, unpackTo: AbsolutePath }),
]);

/** `infra/images/<name>/recipe.yaml` */
export const Recipe = z
  .strictObject({
    summary: z.string(),
    /** Image whose root file system this one is built on. Without it, a fresh Debian of `suite`. */
    parent: ImageName.optional(),
    /** Debian suite of an image without a parent. */
    suite: z.string().optional(),
    /** False for what is never launched itself: a parent, or with a `bootstrap` the maker of files for others. */
    publish: z.boolean(),
    packages: z.array(z.string().regex(/^[a-z0-9][a-z0-9+.-]+$/)).default([]),
    /** Files rendered by Incus at the first start of an instance: path in the instance → file in `templates/`. */
    templates: z.record(AbsolutePath, FileName).default({}),
    /**
     * Run once on a running builder instance: the folders `bootstrap/` of this recipe and its ancestors are pushed as one, and
     * `bootstrap.sh <outputs>` is run.
     */
    bootstrap: z
      .strictObject({
        node: z.string(),
        address: z.cidrv4(),
        memory: z.string().regex(/^\d+(MiB|GiB)$/),
        /** What the builder needs beyond a closed container. */
        grants: z.array(Grant.extract(['nesting', 'tun'])).default([]),
        /** Outputs of other images' bootstraps that it works with, put beside `bootstrap.sh`. */
        files: z.array(z.strictObject({ from: ImageName, file: FileName })).default([]),
        outputs: z.array(FileName).min(1),
        timeoutSeconds: z.number().int().positive(),
      })
      .optional(),
    install: z.array(Install).default([]),
  })
  .refine((recipe) => (recipe.parent === undefined) !== (recipe.suite === undefined), {
    error: 'a recipe has either a parent or a suite',
  });
export type Recipe = z.infer<typeof Recipe>;

/** Folder of a recipe. */
export function recipeFolder(repoRoot: string, name: string): string {
  return join(repoRoot, 'infra', 'images', name);
}

/**
 * Reads a recipe.
 * @throws Error naming the file when it is missing or not valid.
 */
export async function loadRecipe(repoRoot: string, name: string): Promise<Recipe> {
  const file = join(recipeFolder(repoRoot, ImageName.parse(name)), 'recipe.yaml');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new Error(`There is no image recipe "${name}" (${file}).`, { cause });
  }
  const result = Recipe.safeParse(parse(text));
  if (!result.success) throw new Error(`${file} is not valid:\n${z.prettifyError(result.error)}`);
  return result.data;
}

/** Other images that an image is made from: its parent, and those whose bootstraps left what it takes. */
export function dependenciesOf(name: string, recipe: Recipe): string[] {
  const taken = [...recipe.install, ...(recipe.bootstrap?.files ?? [])];
  const names = [recipe.parent, ...taken.map((item) => item.from)];
  return [...new Set(names)].filter((other) => other !== undefined && other !== name) as string[];
}
