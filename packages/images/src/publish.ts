import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { run } from './commands.ts';
import { incus } from './incus.ts';
import { recipeFolder } from './recipe.ts';
import { aliasOf, type ResolvedImage } from './resolve.ts';
import { exists, rootOf } from './root-filesystem.ts';
import type { Workspace } from './workspace.ts';

/** Image properties in the engine, by which images are found again. */
export const PROPERTY = {
  image: 'user.springboard.image',
  hash: 'user.springboard.hash',
  /** Which bootstrap the image holds a part of: images of one environment must agree. */
  bootstrap: 'user.springboard.bootstrap',
} as const;

/** The image as files: metadata with templates, and the root file system. */
export async function pack(
  space: Workspace,
  image: ResolvedImage,
  bootstrapId: string | undefined,
): Promise<void> {
  const folder = join(space.work, 'metadata');
  const templates = join(folder, 'templates');
  await rm(folder, { recursive: true, force: true });
  await mkdir(templates, { recursive: true });
  // The nearest recipe that has a template for a path wins.
  const byPath = new Map<string, string>();
  for (const ancestor of lineage(image)) {
    const source = join(recipeFolder(space.repoRoot, ancestor.name), 'templates');
    if (await exists(source)) await cp(source, templates, { recursive: true });
    for (const [path, file] of Object.entries(ancestor.recipe.templates)) byPath.set(path, file);
  }
  const architecture = (await run('uname', ['-m'])).trim();
  const metadata = {
    architecture,
    creation_date: Math.floor(Date.now() / 1000),
    properties: {
      description: `Springboard ${image.name} (${image.hash})`,
      [PROPERTY.image]: image.name,
      [PROPERTY.hash]: image.hash,
      ...(bootstrapId === undefined ? {} : { [PROPERTY.bootstrap]: bootstrapId }),
    },
    templates: Object.fromEntries(
      [...byPath].map(([path, template]) => [
        path,
        { when: ['create', 'copy'], create_only: true, template },
      ]),
    ),
  };
  await writeFile(join(folder, 'metadata.yaml'), stringify(metadata));
  await run(
    'tar',
    ['-C', folder, '--owner=0', '--group=0', '-cf', join(space.work, 'metadata.tar'), '.'],
    space.command,
  );
  const squashfs = join(space.work, 'root.squashfs');
  await rm(squashfs, { force: true });
  await run(
    'mksquashfs',
    [
      rootOf(space),
      squashfs,
      '-comp',
      'zstd',
      '-Xcompression-level',
      '3',
      '-noappend',
      '-no-progress',
      '-quiet',
    ],
    space.command,
  );
}

/** Gives what `pack` made to the engine, replacing an image of the same alias. */
export async function importImage(space: Workspace, alias: string): Promise<void> {
  await incus(['image', 'delete', alias]).catch(() => {});
  await incus(
    [
      'image',
      'import',
      join(space.work, 'metadata.tar'),
      join(space.work, 'root.squashfs'),
      '--alias',
      alias,
      '--quiet',
    ],
    space.command,
  );
}

/** The engine unpacks an image when it is first used: do it now, and not while a learner waits. */
export async function warm(space: Workspace, image: ResolvedImage): Promise<void> {
  const name = instanceName(space, image);
  await incus(
    ['init', aliasOf(image), name, '--no-profiles', '--storage', space.pool, '--quiet'],
    space.command,
  );
  await incus(['delete', '--force', name], space.command);
}

/** Name of the short-lived instances of a build. */
export const INSTANCE_PREFIX = 'springboard-build-';

export function instanceName(space: Workspace, image: ResolvedImage): string {
  return `${INSTANCE_PREFIX}${image.name}-${space.buildId}`;
}

/** Oldest ancestor first, the image itself last. */
export function lineage(image: ResolvedImage): ResolvedImage[] {
  const parent = image.dependencies.find((other) => other.name === image.recipe.parent);
  return parent === undefined ? [image] : [...lineage(parent), image];
}
