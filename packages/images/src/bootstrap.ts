import { copyFile, cp, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { incus } from './incus.ts';
import { importImage, instanceName, lineage } from './publish.ts';
import { recipeFolder } from './recipe.ts';
import type { ResolvedImage } from './resolve.ts';
import { exists } from './root-filesystem.ts';
import { removeTree, type Workspace } from './workspace.ts';

const INSIDE = '/run/springboard-bootstrap';

/** Daemons that have no state yet fail on this boot, so "degraded" will do; just after the start there is no bus to ask. */
const BOOTED = "until systemctl is-system-running 2>&1 | grep -qE '^(running|degraded)$'; do sleep 0.1; done";

/** Folder with what an image's bootstrap left, and its identity in `id`. */
export function outputsFolder(cache: string, image: ResolvedImage): string {
  return join(cache, `${image.name}-${image.hash}.outputs`);
}

/** Alias of the image that builder instances are started from; deleted after the build. */
export function builderAlias(image: ResolvedImage): string {
  return `springboard-build/${image.name}/${image.hash}`;
}

/** The `bootstrap/` folders of the image and its ancestors as one; of files of one name, the nearest recipe's. */
export async function bootstrapFolder(
  space: Pick<Workspace, 'repoRoot' | 'work'>,
  image: ResolvedImage,
): Promise<string> {
  const merged = join(space.work, 'bootstrap');
  await mkdir(merged);
  for (const ancestor of lineage(image)) {
    const own = join(recipeFolder(space.repoRoot, ancestor.name), 'bootstrap');
    if (await exists(own)) await cp(own, merged, { recursive: true });
  }
  return merged;
}

/**
 * Starts a builder instance from what `pack` made, runs the recipe's bootstrap in it, and fetches its outputs into
 * the cache. Instance and image are gone afterwards, however it ends.
 */
export async function bootstrap(space: Workspace, image: ResolvedImage, id: string): Promise<void> {
  const plan = image.recipe.bootstrap;
  if (plan === undefined) return;
  const name = instanceName(space, image);
  const alias = builderAlias(image);
  try {
    await importImage(space, alias);
    const config = {
      'security.idmap.isolated': 'true',
      'security.guestapi': 'false',
      'security.nesting': String(plan.grants.includes('nesting')),
      'limits.memory': plan.memory,
      'user.springboard.node': plan.node,
      'user.springboard.hosts': `${plan.address.replace(/\/.*/, '')} ${plan.node}`,
      'user.springboard.lab-address': plan.address,
    };
    const settings = Object.entries(config).flatMap(([key, value]) => ['--config', `${key}=${value}`]);
    await incus(
      ['init', alias, name, '--no-profiles', '--storage', space.pool, '--quiet', ...settings],
      space.command,
    );
    // A cable with nothing at the other end: the bootstrap needs the address, not a network.
    await incus(['config', 'device', 'add', name, 'eth0', 'nic', 'nictype=p2p', 'name=eth0'], space.command);
    if (plan.grants.includes('tun')) {
      // Mode 0666, since the host's is often for its own root only.
      const tun = ['unix-char', 'path=/dev/net/tun', 'mode=0666'];
      await incus(['config', 'device', 'add', name, 'tun', ...tun], space.command);
    }
    await incus(['start', name], space.command);
    await incus(['exec', name, '--', 'sh', '-c', BOOTED], { ...space.command, timeoutMs: 60_000 });
    const folder = await bootstrapFolder(space, image);
    for (const { from, file } of plan.files) {
      const maker = image.dependencies.find((other) => other.name === from);
      if (maker !== undefined)
        await copyFile(join(outputsFolder(space.cache, maker), file), join(folder, file));
    }
    await incus(['exec', name, '--', 'mkdir', '-p', `${INSIDE}/outputs`], space.command);
    await incus(['file', 'push', '--quiet', '--recursive', folder, `${name}${INSIDE}/`], space.command);
    await incus(['exec', name, '--', 'bash', `${INSIDE}/bootstrap/bootstrap.sh`, `${INSIDE}/outputs`], {
      ...space.command,
      timeoutMs: plan.timeoutSeconds * 1000,
    });
    const half = join(space.work, 'outputs');
    await mkdir(half);
    for (const file of plan.outputs) {
      await incus(
        ['file', 'pull', '--quiet', `${name}${INSIDE}/outputs/${file}`, join(half, file)],
        space.command,
      );
    }
    await writeFile(join(half, 'id'), id);
    const target = outputsFolder(space.cache, image);
    await removeTree(target);
    await rename(half, target);
  } finally {
    await incus(['delete', '--force', name]).catch(() => {});
    await incus(['image', 'delete', alias]).catch(() => {});
  }
}
