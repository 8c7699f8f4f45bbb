import { run } from '../run.ts';
import { installedPackages } from './apt.ts';

/** Names that `apt-get -s purge` says it would remove. */
export function parseSimulation(text: string): string[] {
  return [...text.matchAll(/^(?:Remv|Purg) (\S+)/gm)].map((match) => match[1] ?? '');
}

export interface PackageRemoval {
  readonly remove: readonly string[];
  /** Packages of ours that stay, since something installed later needs them. */
  readonly keep: readonly string[];
}

/**
 * Which of the packages that came with Springboard can go without taking along any that did not. Packages that others
 * need are kept, and with them what they need in turn.
 */
export async function planPackageRemoval(
  ours: readonly string[],
  simulate: (packages: readonly string[]) => Promise<readonly string[]> = simulatePurge,
  installed: () => Promise<ReadonlySet<string>> = installedPackages,
): Promise<PackageRemoval> {
  const present = await installed();
  const candidates = ours.filter((name) => present.has(name));
  if (candidates.length === 0) return { remove: [], keep: [] };
  const allOurs = new Set(candidates);
  const harmless = async (names: readonly string[]) =>
    (await simulate(names)).every((name) => allOurs.has(name));
  if (await harmless(candidates)) return { remove: candidates, keep: [] };
  const remove: string[] = [];
  const keep: string[] = [];
  for (const name of candidates) ((await harmless([name])) ? remove : keep).push(name);
  return { remove, keep };
}

async function simulatePurge(packages: readonly string[]): Promise<string[]> {
  const result = await run(['apt-get', '-s', 'purge', ...packages], { env: { LC_ALL: 'C.UTF-8' } });
  return parseSimulation(result.stdout);
}
