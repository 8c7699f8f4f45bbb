import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildImages } from './build.ts';
import { ImageBuildError } from './errors.ts';
import { engineImages, engineInstances, incus } from './incus.ts';
import { listImages, removeStaleImages } from './list.ts';
import type { ImageProgress } from './progress.ts';
import { INSTANCE_PREFIX } from './publish.ts';
import { aliasOf, resolveImage, resolveWithDependencies } from './resolve.ts';
import { cachedRoot } from './root-filesystem.ts';

/** An image of its own on the real base, in the real engine; the archive's part is met when the base is built. */
const repository = join(import.meta.dirname, '../../..');
const installation = process.env.SPRINGBOARD_STATE ?? '/var/lib/springboard';
const name = `int-${randomBytes(4).toString('hex')}`;
let repoRoot: string;
let stateDir: string;
const folder = () => join(repoRoot, 'infra', 'images', name);
const builtHere = async () => (await listImages(repoRoot)).filter((image) => image.name === name);

// Unpacking and packing half a gigabyte several times: seconds on an idle machine, minutes on a busy one.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

beforeAll(async () => {
  repoRoot = await mkdtemp(join(tmpdir(), 'images-repo-'));
  stateDir = await mkdtemp(join(tmpdir(), 'images-state-'));
  await cp(join(repository, 'infra/images/base'), join(repoRoot, 'infra/images/base'), { recursive: true });
  await buildImages({ repoRoot: repository, stateDir: installation, names: ['base'] });
  const base = cachedRoot('image-cache', await resolveWithDependencies(repository, 'base'));
  await mkdir(join(stateDir, 'image-cache'));
  await symlink(join(installation, base), join(stateDir, base));
  await mkdir(join(folder(), 'templates'), { recursive: true });
  await mkdir(join(folder(), 'files', 'opt'), { recursive: true });
  await writeFile(join(folder(), 'files', 'opt', 'hello'), 'hello\n', { mode: 0o600 });
  await writeFile(
    join(folder(), 'templates', 'hosts'),
    '{{ config_get("user.springboard.hosts", "none") }}\n',
  );
  await writeFile(
    join(folder(), 'recipe.yaml'),
    'summary: for a test\nparent: base\npublish: true\ntemplates: { /etc/hosts: hosts }\n',
  );
}, 900_000);
afterAll(async () => {
  for (const { hash } of await builtHere()) await incus(['image', 'delete', aliasOf({ name, hash })]);
  await rm(repoRoot, { recursive: true });
  await rm(stateDir, { recursive: true });
});

async function expectNothingLeft(): Promise<void> {
  expect(await readdir(stateDir)).not.toContain('image-work');
  expect((await engineInstances()).filter((instance) => instance.name.includes(name))).toEqual([]);
  expect((await readFile('/proc/mounts', 'utf8')).includes(stateDir)).toBe(false);
}

describe('buildImages', () => {
  it('stops at once when cancelled, and leaves nothing half-made', async () => {
    const cancel = new AbortController();
    const running = buildImages({
      repoRoot,
      stateDir,
      names: [name],
      signal: cancel.signal,
      onProgress: ({ step, fraction }) => {
        if (step === 'Unpacking base' && fraction > 0) cancel.abort();
      },
    });
    await expect(running).rejects.toSatisfy(
      (error) => error instanceof ImageBuildError && error.kind === 'cancelled',
    );
    await expectNothingLeft();
    expect(await builtHere()).toEqual([]);
  });

  it('keeps the log of a failure and says where', async () => {
    await writeFile(join(folder(), 'provision.sh'), 'echo about to break; exit 3\n');
    const error = await buildImages({ repoRoot, stateDir, names: [name] }).then(
      () => undefined,
      (reason: unknown) => reason as ImageBuildError,
    );
    await rm(join(folder(), 'provision.sh'));
    expect(error?.kind).toBe('failed');
    expect(error?.message).toContain(error?.logFile);
    expect(await readFile(error?.logFile ?? '', 'utf8')).toContain('about to break');
    await expectNothingLeft();
  });

  it('removes the leftovers of a killed build, builds once for two who ask, and tells how far it is', async () => {
    await mkdir(join(stateDir, 'image-work', name, 'root'), { recursive: true });
    await writeFile(join(stateDir, 'image-work', name, 'root', 'half'), '');
    await incus([
      'init',
      '--empty',
      `${INSTANCE_PREFIX}${name}-dead`,
      '--no-profiles',
      '--storage',
      'springboard',
    ]);
    const events: ImageProgress[] = [];
    const onProgress = (event: ImageProgress) => events.push(event);
    const results = await Promise.all([
      buildImages({ repoRoot, stateDir, names: [name], onProgress }),
      buildImages({ repoRoot, stateDir, names: [name], onProgress }),
    ]);
    expect(results.map(({ built }) => built.length).sort()).toEqual([0, 1]);
    expect(events.some(({ step }) => step.startsWith('Waiting for another process'))).toBe(true);
    const building = events.filter(({ step }) => !step.startsWith('Waiting'));
    expect(building.map(({ fraction }) => fraction)).toEqual(
      building.map(({ fraction }) => fraction).sort((a, b) => a - b),
    );
    expect(building.at(-1)?.fraction).toBeGreaterThan(building.at(0)?.fraction ?? 1);
    expect(new Set(building.map(({ step }) => step)).size).toBe(5);
    await expectNothingLeft();
    expect(await builtHere()).toMatchObject([{ name, current: true, instances: 0 }]);
  });

  it('gives the engine an image with its files readable, its template rendered and no source in it', async () => {
    const instance = `${name}-look`;
    const image = aliasOf(await resolveImage(repoRoot, name));
    await incus([
      'init',
      image,
      instance,
      '--no-profiles',
      '--storage',
      'springboard',
      '--config',
      'user.springboard.hosts=10.77.0.9 x',
    ]);
    try {
      const root = await mkdtemp(join(stateDir, 'look-'));
      await incus(['file', 'pull', `${instance}/opt/hello`, join(root, 'hello')]);
      expect(await readFile(join(root, 'hello'), 'utf8')).toBe('hello\n');
      await incus(['file', 'pull', `${instance}/etc/apt/sources.list`, join(root, 'sources')]);
      expect(await readFile(join(root, 'sources'), 'utf8')).not.toMatch(/^[^#]/m);
    } finally {
      await incus(['delete', '--force', instance]);
    }
  });

  it('removes an old generation only when nothing was made from it', async () => {
    const old = await resolveImage(repoRoot, name);
    await writeFile(join(folder(), 'files', 'opt', 'hello'), 'hello again\n');
    await buildImages({ repoRoot, stateDir, names: [name] });
    const user = `${name}-user`;
    await incus(['init', aliasOf(old), user, '--no-profiles', '--storage', 'springboard']);
    expect(await removeStaleImages(repoRoot)).toEqual([]);
    await incus(['delete', '--force', user]);
    expect((await removeStaleImages(repoRoot)).map(({ hash }) => hash)).toEqual([old.hash]);
    expect((await builtHere()).map(({ current }) => current)).toEqual([true]);
    expect((await engineImages()).length).toBeGreaterThan(0);
  });
});
