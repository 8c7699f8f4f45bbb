import { readdirSync } from 'node:fs';
import { readText } from '../facts/os.ts';
import { addTo, amendManifest } from '../manifest.ts';
import { HostError, mustRunAsRoot, run, runAsRoot } from '../run.ts';
import { type AptSource, parseDeb822, parseOneLine } from './apt-sources.ts';

const quiet = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };

/** All package sources of this machine. */
export function hostSources(folder = '/etc/apt'): AptSource[] {
  const names = (() => {
    try {
      return readdirSync(`${folder}/sources.list.d`).sort();
    } catch {
      return [];
    }
  })();
  return [
    ...parseOneLine(readText(`${folder}/sources.list`) ?? ''),
    ...names.flatMap((name) => {
      const text = readText(`${folder}/sources.list.d/${name}`) ?? '';
      if (name.endsWith('.sources')) return parseDeb822(text);
      return name.endsWith('.list') ? parseOneLine(text) : [];
    }),
  ];
}

/** Names of the Debian packages that are installed. */
export async function installedPackages(): Promise<Set<string>> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format
  const result = await run(['dpkg-query', '-W', '-f', '${db:Status-Status} ${Package}\\n']);
  return new Set(
    result.stdout
      .split('\n')
      .filter((line) => line.startsWith('installed '))
      .map((line) => line.slice('installed '.length)),
  );
}

/** Whether apt would find a version of this package to install. */
export async function hasCandidate(name: string): Promise<boolean> {
  const result = await run(['apt-cache', 'policy', name], { env: quiet });
  return /Candidate: (?!\(none\))/.test(result.stdout);
}

/** Fetches the package lists anew. One source that fails does not matter as long as the packages are found. */
export async function updateLists(): Promise<void> {
  await runAsRoot(['apt-get', 'update', '-q'], { env: quiet });
}

export interface AptProgress {
  /** 0…100 */
  readonly percent: number;
  readonly doing: string;
}

/** Reads one line of apt's status channel: `pmstatus:incus-base:45.2:Unpacking incus-base (amd64)`. */
export function parseStatusLine(line: string): AptProgress | undefined {
  const match = /^(pm|dl)status:[^:]*:([\d.]+):(.*)$/.exec(line);
  return match ? { percent: Number(match[2]), doing: match[3] ?? '' } : undefined;
}

/** Names that `apt-get -s install` says it would install or upgrade. */
export function parseInstalls(text: string): string[] {
  return [...text.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
}

/** Of what an installation would bring along, the packages that are not there yet. */
async function newPackages(packages: readonly string[]): Promise<string[]> {
  const command = ['apt-get', '-s', 'install', '--no-install-recommends', ...packages];
  const result = await run(command, { env: quiet });
  const installed = await installedPackages();
  return parseInstalls(result.stdout).filter((name) => !installed.has(name));
}

/**
 * Installs Debian packages. What comes along is written down in the manifest of `state` before it is installed, as apt
 * itself announces it: what others install at the same time is not taken for ours, and a kill loses nothing.
 */
export async function installPackages(
  state: string,
  packages: readonly string[],
  report: (progress: AptProgress) => void,
): Promise<void> {
  const coming = await newPackages(packages);
  amendManifest(state, (manifest) => addTo(manifest.packages, ...coming));
  try {
    await mustRunAsRoot(
      [
        // apt closes its status channel for the packages' own scripts: if that is standard output, they fail to write.
        'sh',
        '-c',
        'exec "$@" 3>&1',
        'sh',
        'apt-get',
        'install',
        '-y',
        '-q',
        '--no-install-recommends',
        '-o',
        'APT::Status-Fd=3',
        '-o',
        'Dpkg::Use-Pty=0',
        '-o',
        'DPkg::Lock::Timeout=120',
        ...packages,
      ],
      'Installing Debian packages',
      'What was installed so far is written down and will be completed at the next start. Mend apt (`apt-get -f install`), then run this again.',
      {
        env: quiet,
        onLine: (line) => {
          const progress = parseStatusLine(line);
          if (progress) report(progress);
        },
      },
    );
  } finally {
    await strikeAbsent(state, coming);
  }
  const now = await installedPackages();
  const absent = packages.filter((name) => !now.has(name));
  if (absent.length > 0)
    throw new HostError(`apt-get ended well, but ${absent.join(', ')} is not installed.`);
}

/** After an installation that broke off, what it did not get to is not ours. */
async function strikeAbsent(state: string, announced: readonly string[]): Promise<void> {
  const now = await installedPackages();
  const absent = new Set(announced.filter((name) => !now.has(name)));
  if (absent.size === 0) return;
  amendManifest(state, (manifest) => {
    manifest.packages = manifest.packages.filter((name) => !absent.has(name));
  });
}
