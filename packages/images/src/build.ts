import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bootstrap, outputsFolder } from './bootstrap.ts';
import { ImageBuildError } from './errors.ts';
import { engineImages, engineInstances, incus } from './incus.ts';
import { withBuildLock } from './lock.ts';
import { type ImagePlan, planBuild } from './plan.ts';
import {
  type Durations,
  estimate,
  expectedSeconds,
  type ImageProgress,
  measuredPace,
  type Step,
} from './progress.ts';
import { INSTANCE_PREFIX, importImage, PROPERTY, pack, warm } from './publish.ts';
import { aliasOf, type ResolvedImage, resolveWithDependencies } from './resolve.ts';
import * as root from './root-filesystem.ts';
import { imageFolders, openWorkspace, removeTree, type Workspace } from './workspace.ts';

export interface BuildOptions {
  readonly repoRoot: string;
  /** State folder of the installation; work, cache, logs and measured durations are kept there. */
  readonly stateDir: string;
  /** Images that shall exist, most wanted first. What they depend on is built as well. */
  readonly names: readonly string[];
  readonly onProgress?: (progress: ImageProgress) => void;
  readonly signal?: AbortSignal;
  /** Storage pool of the engine. */
  readonly pool?: string;
}

export interface BuildResult {
  /** Images that were built now; empty when all were there. */
  readonly built: readonly string[];
  readonly seconds: number;
}

/** Between two progress events of one step. */
const TICK_MS = 500;

/**
 * Builds the current generation of images that the engine does not have yet. Needs root, the packages in
 * `HOST_PACKAGES` and the `incus` client. May be cancelled and started again at any time.
 * @throws ImageBuildError `cancelled`, or `failed` with the log's place.
 */
export async function buildImages(options: BuildOptions): Promise<BuildResult> {
  const started = performance.now();
  const folders = imageFolders(options.stateDir);
  const wanted = await Promise.all(
    options.names.map((name) => resolveWithDependencies(options.repoRoot, name)),
  );
  const plan = async () => planBuild(wanted, await engineImages(), folders.cache);
  const first = await plan();
  if (first.length === 0) return { built: [], seconds: since(started) };

  const onWait = () =>
    options.onProgress?.({
      image: first[0]?.image.name ?? '',
      step: 'Waiting for another process that is building images',
      number: 1,
      count: first.length,
      fraction: 0,
      secondsLeft: 0,
      lastLine: '',
    });
  return withBuildLock(
    async () => {
      // What was missing may have been built meanwhile.
      const plans = await plan();
      await removeLeftovers(options.stateDir);
      try {
        await runPlans(plans, options);
        await removeOldCaches(folders.cache, plans);
      } finally {
        await removeLeftovers(options.stateDir);
      }
      return { built: plans.map(({ image }) => image.name), seconds: since(started) };
    },
    { signal: options.signal, onWait },
  );
}

async function runPlans(plans: readonly ImagePlan[], options: BuildOptions): Promise<void> {
  const folders = imageFolders(options.stateDir);
  const durations = await readDurations(folders.durations);
  const steps = plans.flatMap((plan) => plan.steps);
  const expected = steps.map((step) => expectedSeconds(step, durations));
  const taken: number[] = [];
  for (const [number, plan] of plans.entries()) {
    let lastLine = '';
    let startedStep = performance.now();
    let step: Step | undefined;
    const tell = () => {
      if (step === undefined) return;
      options.onProgress?.({
        image: plan.image.name,
        step: step.title,
        number: number + 1,
        count: plans.length,
        ...estimate(expected, taken.length, since(startedStep), measuredPace(expected, taken)),
        lastLine,
      });
    };
    const space = await openWorkspace({
      repoRoot: options.repoRoot,
      stateDir: options.stateDir,
      pool: options.pool ?? 'springboard',
      image: plan.image.name,
      signal: options.signal,
      onLine: (line) => {
        lastLine = line.slice(0, 200);
      },
    });
    const ticker = setInterval(tell, TICK_MS);
    try {
      const runStep = stepRunner(space, plan.image);
      for (step of plan.steps) {
        lastLine = '';
        startedStep = performance.now();
        tell();
        space.log.write(`\n## ${step.title}\n`);
        await runStep(step);
        taken.push(since(startedStep));
        durations[`${step.image}/${step.key}`] = since(startedStep);
      }
      await writeFile(folders.durations, `${JSON.stringify(durations, null, 2)}\n`);
    } catch (error) {
      throw explain(error, plan.image.name, step?.title ?? '', space.logFile);
    } finally {
      clearInterval(ticker);
      space.log.end();
      await once(space.log, 'close');
      await removeTree(space.work);
    }
  }
}

/** Seconds since a time of `performance.now()`. */
function since(time: number): number {
  return (performance.now() - time) / 1000;
}

/** How each step is done. */
function stepRunner(space: Workspace, image: ResolvedImage): (step: Step) => Promise<void> {
  const byName = new Map([image, ...image.dependencies].map((other) => [other.name, other]));
  const outputs = (from: string) => outputsFolder(space.cache, byName.get(from) ?? image);
  const provider = image.recipe.install.map(({ from }) => from)[0];
  const bootstrapId = async () =>
    provider === undefined ? undefined : readFile(join(outputs(provider), 'id'), 'utf8');
  const runners: Record<Step['key'], () => Promise<void>> = {
    debian: () => root.makeDebian(space, image),
    unpack: () => root.unpackParent(space, image),
    packages: () => root.installPackages(space, image),
    provision: async () => {
      await root.provision(space, image);
      await root.finishRoot(space);
    },
    cache: () => root.cacheRoot(space, image),
    'pack-builder': () => pack(space, image, undefined),
    bootstrap: () => bootstrap(space, image, randomUUID()),
    pack: async () => {
      await root.installOutputs(space, image, outputs);
      await pack(space, image, await bootstrapId());
    },
    import: () => importImage(space, aliasOf(image)),
    warm: () => warm(space, image),
  };
  return (step) => runners[step.key]();
}

function explain(error: unknown, image: string, step: string, logFile: string): ImageBuildError {
  if (error instanceof ImageBuildError && error.kind === 'cancelled') return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new ImageBuildError(
    'failed',
    `Building the image ${image} failed at "${step}": ${reason}\nThe whole log is in ${logFile}. Nothing half-made was kept; start again to retry.`,
    { logFile, cause: error },
  );
}

/** What was kept for earlier generations of images that were built just now. */
async function removeOldCaches(cache: string, plans: readonly ImagePlan[]): Promise<void> {
  const current = new Map(plans.map(({ image }) => [image.name, image.hash]));
  for (const file of await readdir(cache)) {
    const [, name, hash] = /^(.+)-([0-9a-f]{12})\.(?:tar\.zst|outputs)$/.exec(file) ?? [];
    if (name !== undefined && current.has(name) && current.get(name) !== hash)
      await removeTree(join(cache, file));
  }
}

/** Removes what a killed build left: instances, images of builders, work files. To be called with the lock held. */
async function removeLeftovers(stateDir: string): Promise<void> {
  for (const instance of await engineInstances()) {
    if (instance.project === 'default' && instance.name.startsWith(INSTANCE_PREFIX)) {
      await incus(['delete', '--force', instance.name]);
    }
  }
  for (const image of await engineImages()) {
    const isBuilder = image.aliases?.some(({ name }) => name.startsWith('springboard-build/'));
    if (isBuilder && image.properties?.[PROPERTY.image] !== undefined)
      await incus(['image', 'delete', image.fingerprint]);
  }
  const { work } = imageFolders(stateDir);
  await removeTree(work);
  await mkdir(stateDir, { recursive: true });
}

async function readDurations(file: string): Promise<Record<string, number>> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter(([, seconds]) => typeof seconds === 'number'),
    ) as Durations;
  } catch {
    return {};
  }
}
