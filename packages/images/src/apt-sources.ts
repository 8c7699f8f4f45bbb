import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  parseDeb822,
  parseOneLine,
  type AptSource as SourceStanza,
} from '@springboard/host/engine/apt-sources.ts';

/** Keyring that Debian's own archives are signed with; on every Debian host. */
export const DEBIAN_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** One archive that packages come from. */
export interface AptSource {
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
  /** Keyring file, when the entry names one. */
  readonly signedBy: string | undefined;
}

/** One entry for each address and suite that the host's configuration has switched on. */
export function entriesOf(sources: readonly SourceStanza[]): AptSource[] {
  return sources
    .filter(({ enabled }) => enabled)
    .flatMap(({ uris, suites, components, signedBy }) =>
      uris.flatMap((uri) =>
        suites.map((suite) => ({ uri, suite, components, signedBy: signedBy ?? undefined })),
      ),
    );
}

/**
 * Sources for another suite of the same distribution, from what the host itself uses: its main archive, and its
 * updates and security where it has them. Other vendors' archives are left out.
 * @throws Error when the host has no Debian archive.
 */
export function sourcesForSuite(host: readonly AptSource[], hostSuite: string, suite: string): AptSource[] {
  const names = new Set([hostSuite, 'stable', 'oldstable', 'testing', suite]);
  const result = new Map<string, AptSource>();
  for (const source of host) {
    const [, name, suffix] = /^(.+?)(-updates|-security)?$/.exec(source.suite) ?? [];
    if (name === undefined || !names.has(name) || !source.components.includes('main')) continue;
    if (source.signedBy !== undefined && !source.signedBy.includes('debian-archive')) continue;
    const target = {
      ...source,
      suite: suite + (suffix ?? ''),
      components: ['main'],
      signedBy: DEBIAN_KEYRING,
    };
    result.set(`${target.uri.replace(/\/+$/, '')} ${target.suite}`, target);
  }
  const sources = [...result.values()];
  if (!sources.some((source) => source.suite === suite)) {
    throw new Error(
      `The host's apt configuration names no Debian archive to take ${suite} from. ` +
        'Add a source for Debian (main) under /etc/apt/sources.list.d/ and try again.',
    );
  }
  return sources;
}

/** As apt and mmdebstrap want it. */
export function oneLine(source: AptSource): string {
  const options = source.signedBy === undefined ? '' : `[signed-by=${source.signedBy}] `;
  return `deb ${options}${source.uri} ${source.suite} ${source.components.join(' ')}`;
}

/** Everything in the host's `sources.list` and `sources.list.d`. */
export async function readHostSources(aptFolder = '/etc/apt'): Promise<AptSource[]> {
  const parts = await readdir(join(aptFolder, 'sources.list.d')).catch(() => []);
  const files = ['sources.list', ...parts.sort().map((name) => join('sources.list.d', name))];
  const lists = await Promise.all(
    files.map(async (file) => {
      if (!/\.(list|sources)$/.test(file)) return [];
      const text = await readFile(join(aptFolder, file), 'utf8').catch(() => '');
      return entriesOf(file.endsWith('.sources') ? parseDeb822(text) : parseOneLine(text));
    }),
  );
  return lists.flat();
}

/** Code name of the host's own release, such as `bookworm`. */
export async function hostSuite(osRelease = '/etc/os-release'): Promise<string> {
  const text = await readFile(osRelease, 'utf8');
  return /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(text)?.[1] ?? 'stable';
}

/**
 * The part of the host's apt settings (output of `apt-config dump`) that decides how archives are reached: proxies,
 * certificates, time limits, credentials. Hooks and everything about the host's own system stay out.
 */
export function transportSettings(dump: string): string[] {
  return dump
    .split('\n')
    .filter((line) =>
      /^(Acquire::(https?|ftp|tor|Retries|Check-Valid-Until|Check-Date|ForceIPv[46]|Queue-Mode)(::|\s)|Dir::Etc::netrc)/i.test(
        line,
      ),
    )
    .map((line) => line.replace(/^(Dir::Etc::netrc(?:parts)?) "(?!\/)/, '$1 "/etc/apt/'));
}
