import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import { duration } from '@springboard/host/output.ts';
import { buildImages } from '@springboard/images/build.ts';
import { imageGroups } from '../launcher/images.ts';

/** Builds what the tests' environments need; a second run finds everything in the engine. */
export async function buildTestImages(
  { machineState, grants }: Pick<LauncherConfig, 'machineState' | 'grants'>,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<string> {
  const groups = imageGroups((await loadTopologies(repositoryRoot)).values(), grants);
  const began = Date.now();
  const built: string[] = [];
  for (const names of groups) {
    const result = await buildImages({
      repoRoot: repositoryRoot,
      stateDir: machineState,
      names,
      signal,
      onProgress: ({ image, step, fraction, secondsLeft }) =>
        report(
          `${names.join(', ')} ${Math.floor(fraction * 100)} %  ${image}: ${step}, about ${duration(secondsLeft * 1000)} left`,
        ),
    });
    built.push(...result.built);
  }
  return built.length === 0 ? 'all there' : `${built.join(', ')} in ${duration(Date.now() - began)}`;
}
