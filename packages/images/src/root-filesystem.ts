import { access, copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hostSuite, oneLine, readHostSources, sourcesForSuite, transportSettings } from './apt-sources.ts';
import { run } from './commands.ts';
import { recipeFolder } from './recipe.ts';
import type { ResolvedImage } from './resolve.ts';
import { runIsolated, script, type Workspace } from './workspace.ts';

/** Where an image's root file system is made. */
export function rootOf(space: Workspace): string {
  return join(space.work, 'root');
}

/** A fresh Debian with the recipe's packages. */
export async function makeDebian(space: Workspace, image: ResolvedImage): Promise<void> {
  const suite = image.recipe.suite ?? 'stable';
  const sources = sourcesForSuite(await readHostSources(), await hostSuite(), suite);
  const settings = transportSettings(await run('apt-config', ['dump']));
  // In files, because proxies and addresses may hold credentials, and command lines are seen and logged.
  const aptConfig = join(space.work, 'apt.conf');
  const sourcesList = join(space.work, 'sources.list');
  const options = [...settings, 'APT::Install-Recommends "false";', 'APT::Sandbox::User "root";'];
  await writeFile(aptConfig, `${options.join('\n')}\n`);
  await writeFile(sourcesList, `${sources.map(oneLine).join('\n')}\n`);
  const { packages } = image.recipe;
  await runIsolated(
    [
      'mmdebstrap',
      '--variant=minbase',
      '--mode=root',
      '--dpkgopt=force-unsafe-io',
      `--aptopt=${aptConfig}`,
      ...(packages.length === 0 ? [] : [`--include=${packages.join(',')}`]),
      suite,
      rootOf(space),
      sourcesList,
    ],
    { ...space.command, env: { TMPDIR: space.work } },
  );
}

/** File that keeps the root file system of a parent for its children. */
export function cachedRoot(cache: string, parent: ResolvedImage): string {
  return join(cache, `${parent.name}-${parent.hash}.tar.zst`);
}

/** Keeps this root file system for images that are built on it. */
export async function cacheRoot(space: Workspace, image: ResolvedImage): Promise<void> {
  const target = cachedRoot(space.cache, image);
  const half = join(space.work, 'root.tar.zst');
  await run(
    'tar',
    [
      '-C',
      rootOf(space),
      '--xattrs',
      '--acls',
      '--numeric-owner',
      '-c',
      '-I',
      'zstd -1 -T0',
      '-f',
      half,
      '.',
    ],
    space.command,
  );
  await rename(half, target);
}

export async function unpackParent(space: Workspace, image: ResolvedImage): Promise<void> {
  const parent = image.dependencies.find((other) => other.name === image.recipe.parent);
  if (parent === undefined) throw new Error(`${image.name} has no parent.`);
  await mkdir(rootOf(space));
  const file = cachedRoot(space.cache, parent);
  await run(
    'tar',
    [
      '-C',
      rootOf(space),
      '--xattrs',
      '--xattrs-include=*',
      '--acls',
      '--numeric-owner',
      '--zstd',
      '-xpf',
      file,
    ],
    space.command,
  );
}

/** Adds the recipe's packages to a parent's root file system. */
export async function installPackages(space: Workspace, image: ResolvedImage): Promise<void> {
  const root = rootOf(space);
  const parent = image.dependencies.find((other) => other.name === image.recipe.parent);
  const suite = parent?.recipe.suite ?? 'stable';
  const sources = sourcesForSuite(await readHostSources(), await hostSuite(), suite);
  const settings = transportSettings(await run('apt-config', ['dump']));
  const apt = join(space.work, 'apt');
  await mkdir(join(apt, 'lists', 'partial'), { recursive: true });
  await mkdir(join(apt, 'empty'));
  await writeFile(join(apt, 'sources.list'), `${sources.map(oneLine).join('\n')}\n`);
  const config = [
    `Dir "${root}/";`,
    `Dir::Etc::main "/dev/null";`,
    `Dir::Etc::parts "${apt}/empty";`,
    `Dir::Etc::sourcelist "${apt}/sources.list";`,
    `Dir::Etc::sourceparts "${apt}/empty";`,
    `Dir::Etc::preferencesparts "${apt}/empty";`,
    `Dir::State::lists "${apt}/lists";`,
    `Dir::State::status "${root}/var/lib/dpkg/status";`,
    `Dir::Log "${apt}";`,
    `DPkg::Chroot-Directory "${root}";`,
    'DPkg::Options { "--force-unsafe-io"; "--force-confdef"; };',
    'APT::Install-Recommends "false";',
    'APT::Sandbox::User "root";',
    'Acquire::Languages "none";',
    ...settings,
  ];
  await writeFile(join(apt, 'apt.conf'), `${config.join('\n')}\n`);
  await runIsolated(
    [
      script('enter.sh'),
      root,
      script('install-packages.sh'),
      root,
      join(space.cache, 'packages'),
      ...image.recipe.packages,
    ],
    { ...space.command, env: { APT_CONFIG: join(apt, 'apt.conf') } },
  );
}

/** Copies the recipe's `files/` over the root file system and runs its `provision.sh` inside. */
export async function provision(space: Workspace, image: ResolvedImage): Promise<void> {
  const root = rootOf(space);
  const folder = recipeFolder(space.repoRoot, image.name);
  const files = join(folder, 'files');
  if (await exists(files)) {
    const archive = join(space.work, 'files.tar');
    // A checkout keeps no owner, and of the mode only the executable bit.
    await run(
      'tar',
      ['-C', files, '--owner=0', '--group=0', '--mode=u=rwX,go=rX', '-cf', archive, '.'],
      space.command,
    );
    await run(
      'tar',
      ['-C', root, '--no-overwrite-dir', '--keep-directory-symlink', '-xpf', archive],
      space.command,
    );
  }
  if (await exists(join(folder, 'provision.sh'))) {
    const inside = join(root, 'provision.sh');
    await copyFile(join(folder, 'provision.sh'), inside);
    await runIsolated([script('enter.sh'), root, 'chroot', root, 'bash', '/provision.sh'], space.command);
    await run('rm', [inside], space.command);
  }
}

/** Puts what bootstraps left into the root file system. */
export async function installOutputs(
  space: Workspace,
  image: ResolvedImage,
  outputs: (from: string) => string,
): Promise<void> {
  for (const item of image.recipe.install) {
    const source = join(outputs(item.from), item.file);
    if ('copyTo' in item) {
      const target = join(rootOf(space), item.copyTo);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(source, target);
    } else {
      await run(
        'tar',
        [
          '-C',
          join(rootOf(space), item.unpackTo),
          '--no-overwrite-dir',
          '--keep-directory-symlink',
          '--zstd',
          '-xpf',
          source,
        ],
        space.command,
      );
    }
  }
}

export async function finishRoot(space: Workspace): Promise<void> {
  await run(script('finish.sh'), [rootOf(space)], space.command);
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
