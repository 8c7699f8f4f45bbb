import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outputsFolder } from './bootstrap.ts';
import type { EngineImage } from './incus.ts';
import { planBuild } from './plan.ts';
import { lineage, PROPERTY } from './publish.ts';
import { aliasOf, type ResolvedImage, resolveWithDependencies } from './resolve.ts';
import { cachedRoot } from './root-filesystem.ts';

const repository = join(import.meta.dirname, '../../..');
let cache: string;
let single: ResolvedImage;
let grader: ResolvedImage;
let linux: ResolvedImage;
let cluster: ResolvedImage;
let clusterGrader: ResolvedImage;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'images-'));
  [single, grader, linux, cluster, clusterGrader] = (await Promise.all(
    ['ceph-single', 'ceph-grader', 'linux-single', 'ceph-cluster', 'ceph-cluster-grader'].map((name) =>
      resolveWithDependencies(repository, name),
    ),
  )) as [ResolvedImage, ResolvedImage, ResolvedImage, ResolvedImage, ResolvedImage];
});
afterEach(() => rm(cache, { recursive: true }));

function inEngine(image: ResolvedImage, bootstrap?: string): EngineImage {
  return {
    fingerprint: image.hash,
    size: 1,
    created_at: '2026-01-01T00:00:00Z',
    uploaded_at: '2026-01-01T00:00:00Z',
    aliases: [{ name: aliasOf(image) }],
    properties: bootstrap === undefined ? {} : { [PROPERTY.bootstrap]: bootstrap },
  };
}
/** Every root file system that these images are built on. */
async function cacheParents(): Promise<void> {
  const parents = [single, grader, linux].flatMap(lineage).filter(({ recipe }) => !recipe.publish);
  for (const parent of parents) await writeFile(cachedRoot(cache, parent), '');
}
async function cacheOutputs(id: string): Promise<void> {
  await mkdir(outputsFolder(cache, single));
  await writeFile(join(outputsFolder(cache, single), 'id'), id);
}
const names = async (wanted: ResolvedImage[], built: EngineImage[]) =>
  (await planBuild(wanted, built, cache)).map(({ image }) => image.name);

describe('planBuild', () => {
  it('builds the most wanted first, each after what it is made from', async () => {
    expect(await names([single, grader, linux], [])).toEqual([
      ...['base', 'ceph-base', 'ceph-single'],
      ...['ceph-grader-base', 'ceph-grader', 'linux-single'],
    ]);
    expect(await names([grader], [])).toEqual([
      ...['ceph-grader-base', 'base', 'ceph-base', 'ceph-single'],
      'ceph-grader',
    ]);
    await cacheParents();
    expect(await names([linux, single], [])).toEqual(['linux-single', 'ceph-single']);
  });

  it('does nothing when all is there, cached parents or not', async () => {
    const built = [inEngine(single, 'a'), inEngine(grader, 'a'), inEngine(linux)];
    expect(await names([single, grader, linux], built)).toEqual([]);
  });

  it('builds what two clusters have in common once, and the second cluster without touching the first', async () => {
    await cacheParents();
    const built = [inEngine(single, 'a'), inEngine(grader, 'a')];
    expect(await names([single, grader, cluster, clusterGrader], built)).toEqual([
      'ceph-cluster',
      'ceph-cluster-grader',
    ]);
    const once = await names([cluster, clusterGrader, single, grader], []);
    expect(once).toEqual(['ceph-cluster', 'ceph-cluster-grader', 'ceph-single', 'ceph-grader']);
  });

  it('builds the grader alone while the outputs of the bootstrap are at hand', async () => {
    await cacheParents();
    await cacheOutputs('a');
    expect(await names([single, grader], [inEngine(single, 'a')])).toEqual(['ceph-grader']);
  });

  it('makes a new cluster for both when the outputs are gone or are of another bootstrap', async () => {
    await cacheParents();
    expect(await names([grader], [inEngine(single, 'a')])).toEqual(['ceph-single', 'ceph-grader']);
    await cacheOutputs('b');
    expect(await names([grader], [inEngine(single, 'a')])).toEqual(['ceph-single', 'ceph-grader']);
  });

  it('never leaves two images of one environment from different clusters', async () => {
    await cacheParents();
    await cacheOutputs('a');
    expect(await names([single, grader], [inEngine(grader, 'a')])).toEqual(['ceph-single', 'ceph-grader']);
    expect(await names([grader, single], [inEngine(single, 'a'), inEngine(grader, 'b')])).toEqual([
      'ceph-grader',
    ]);
  });
});
