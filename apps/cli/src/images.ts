import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { loadTopologies, TopologyError } from '@springboard/environments/load-topology.ts';
import { columns, duration, type Output } from '@springboard/host/output.ts';
import { buildImages } from '@springboard/images/build.ts';
import { engineImages } from '@springboard/images/incus.ts';
import { aliasOf, resolveImage } from '@springboard/images/resolve.ts';
import { CliError, exit } from './api/errors.ts';

/** Images that topologies use, with the topologies that use them. */
async function usedImages(): Promise<Map<string, string[]>> {
  const used = new Map<string, string[]>();
  for (const topology of (await readTopologies()).values()) {
    for (const image of new Set(topology.nodes.map((node) => node.image))) {
      used.set(image, [...(used.get(image) ?? []), topology.name]);
    }
  }
  return used;
}

async function readTopologies(): ReturnType<typeof loadTopologies> {
  try {
    return await loadTopologies(repositoryRoot);
  } catch (cause) {
    if (!(cause instanceof TopologyError)) throw cause;
    throw new CliError(exit.failed, cause.message, 'docs/authoring/topologies.md says what belongs there.', {
      cause,
    });
  }
}

/** `springboard images list` */
export async function listImagesCommand(output: Output): Promise<void> {
  const held = new Set(
    (await engineImages()).flatMap(({ aliases }) => aliases ?? []).map(({ name }) => name),
  );
  const rows: string[][] = [];
  for (const [name, topologies] of await usedImages()) {
    const image = await resolveImage(repositoryRoot, name);
    const state = held.has(aliasOf(image)) ? 'ready' : 'missing';
    rows.push([name, image.hash, state, `used by ${topologies.join(', ')}`]);
  }
  for (const line of columns(rows, 0)) output.line(line);
}

/** `springboard images build [NAME…]` */
export async function buildImagesCommand(
  config: LauncherConfig,
  names: readonly string[],
  output: Output,
): Promise<void> {
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  const { built, seconds } = await buildImages({
    repoRoot: repositoryRoot,
    stateDir: config.machineState,
    names: names.length > 0 ? names : [...(await usedImages()).keys()],
    signal: abort.signal,
    onProgress: ({ image, step, number, count, fraction, secondsLeft, lastLine }) => {
      const left = `about ${duration(secondsLeft * 1000)} left`;
      output.progress(
        `${Math.floor(fraction * 100)} %  ${image} (${number} of ${count}): ${step}, ${left}  ${lastLine}`,
      );
    },
  });
  output.clear();
  output.line(
    built.length === 0
      ? 'All images are there.'
      : `Built ${built.join(', ')} in ${duration(seconds * 1000)}.`,
  );
}
