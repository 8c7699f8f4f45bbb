import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { Database } from '@springboard/db/client.ts';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import { type Grant, missingGrants, type Topology } from '@springboard/environments/topology.ts';
import { sizeInBytes } from '@springboard/environments/units.ts';
import type { Output } from '@springboard/host/output.ts';
import { duration } from '@springboard/host/output.ts';
import { recordProcess } from '@springboard/host/platform/process-records.ts';
import { identify } from '@springboard/host/process-identity.ts';
import { engineImages } from '@springboard/images/incus.ts';
import { aliasOf, resolveImage } from '@springboard/images/resolve.ts';
import { BuilderMessage } from './image-messages.ts';
import { resetImageRows, updateImageRows } from './image-rows.ts';

/** Images of one topology: they are built together, since they hold parts of one whole. */
type Group = readonly string[];

/**
 * The images of each topology that can be opened with these grants, quickest topologies first, so that something can be opened early. A
 * cloud takes a quarter of an hour to build: not for who may not start it.
 */
export function imageGroups(topologies: Iterable<Topology>, granted: readonly Grant[]): Group[] {
  const sorted = [...topologies]
    .filter((topology) => missingGrants(topology, granted).length === 0)
    .sort((a, b) => sizeInBytes(a.size.memory) - sizeInBytes(b.size.memory));
  return sorted.map(({ nodes }) => [...new Set(nodes.map(({ image }) => image))]);
}

interface ImageBuilds {
  /** Resolves when all are built or failed; true when none failed. */
  readonly finished: Promise<boolean>;
  stop(): Promise<void>;
}

interface ImageBuildOptions {
  readonly state: string;
  readonly machineState: string;
  readonly grants: readonly Grant[];
  readonly db: Database;
  readonly output: Output;
  readonly say: (text: string) => void;
}

/** Pauses between tries when the database or the engine is away for a moment. */
const retryMs = [2_000, 5_000, 15_000, 60_000];

/**
 * Builds the images that the engine does not have, in the background; rows of `image_build` tell the pages. A build
 * that failed is tried again at the next start; only what stands in the way of looking is tried again at once.
 */
export function keepImagesBuilt(options: ImageBuildOptions): Pick<ImageBuilds, 'stop'> {
  const abort = new AbortController();
  let builds: ImageBuilds | undefined;
  const running = (async () => {
    for (const delayMs of [...retryMs, null]) {
      try {
        builds = await buildMissingImages(options);
        if (abort.signal.aborted) await builds.stop();
        return;
      } catch (error) {
        if (abort.signal.aborted) return;
        if (delayMs === null) {
          const why = error instanceof Error ? error.message : String(error);
          options.say(`images    could not be looked at: ${why}. The next start tries again.`);
          return;
        }
        await pause(delayMs, undefined, { signal: abort.signal }).catch(() => {});
      }
    }
  })();
  return {
    async stop() {
      abort.abort();
      await builds?.stop();
      await running;
    },
  };
}

async function buildMissingImages(options: ImageBuildOptions): Promise<ImageBuilds> {
  const { db, say, output } = options;
  const groups = imageGroups((await loadTopologies(repositoryRoot)).values(), options.grants);
  const refs = await Promise.all(
    [...new Set(groups.flat())].map((name) => resolveImage(repositoryRoot, name)),
  );
  const aliases = new Set(
    (await engineImages()).flatMap((image) => image.aliases ?? []).map(({ name }) => name),
  );
  const present = new Set(refs.filter((ref) => aliases.has(aliasOf(ref))).map(({ name }) => name));
  await resetImageRows(
    db,
    refs.map(({ name, hash }) => ({ name, hash, state: present.has(name) ? 'ready' : 'waiting' })),
  );
  const wanted = groups.filter((group) => group.some((name) => !present.has(name)));
  if (wanted.length === 0) return { finished: Promise.resolve(true), stop: async () => {} };
  say(
    `images    ${wanted.flat().join(', ')} are missing and are built now; their labs open as they get ready`,
  );
  return runBuilder(options, wanted, say, output);
}

function runBuilder(
  { state, machineState, db }: ImageBuildOptions,
  groups: readonly Group[],
  say: (text: string) => void,
  output: Output,
): ImageBuilds {
  const script = join(repositoryRoot, 'scripts/launcher/image-builder.ts');
  const command = [process.execPath, script, machineState, ...groups.map((names) => names.join(','))];
  const [program = '', ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', '--', ...command];
  const child = spawn(program, args, {
    cwd: repositoryRoot,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.pid !== undefined) recordProcess(state, 'images', identify(child.pid));
  let stopping = false;
  let writtenAt = 0;
  const write = async (names: readonly string[], change: Parameters<typeof updateImageRows>[2]) => {
    // The pages lose a little progress when the database is away; the build goes on.
    await updateImageRows(db, names, change).catch(() => {});
  };
  const handle = async (message: BuilderMessage): Promise<void> => {
    const { names } = message;
    if (message.kind === 'progress') {
      const { image, step, fraction, secondsLeft } = message.progress;
      const left = secondsLeft > 0 ? `about ${duration(Math.ceil(secondsLeft) * 1000)} left` : '';
      output.progress(
        `  images    ${names.join(', ')}  ${Math.floor(fraction * 100)} %  ${image}: ${step}, ${left}`,
      );
      if (Date.now() - writtenAt < 1000) return;
      writtenAt = Date.now();
      const permille = Math.floor(fraction * 1000);
      await write(names, { state: 'building', step: `${image}: ${step}`, permille, detail: left });
    } else if (message.kind === 'done') {
      await write(names, { state: 'ready', step: null, permille: null, detail: null });
      say(`images    ${names.join(', ')} ready after ${duration(message.seconds * 1000)}`);
    } else {
      await write(names, { state: 'failed', step: null, permille: null, detail: message.message });
      say(`${output.paint('red', 'images')}    ${message.message}`);
    }
  };
  const finished = (async () => {
    const ended = once(child, 'close').catch(() => [1]);
    let allWell = true;
    for await (const line of createInterface({ input: child.stdout })) {
      const message = BuilderMessage.safeParse(JSON.parse(line));
      if (!message.success) continue;
      if (message.data.kind === 'failed') allWell = false;
      if (!stopping) await handle(message.data);
    }
    const [code] = await ended;
    return allWell && code === 0;
  })();
  finished.catch(() => {});
  return {
    finished,
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      await finished.catch(() => {});
    },
  };
}
