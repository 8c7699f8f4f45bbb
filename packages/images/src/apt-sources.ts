import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

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

/** Entries of a file in the one-line format (`deb [options] uri suite component…`). */
export function parseOneLine(text: string): AptSource[] {
  const sources: AptSource[] = [];
  for (const raw of text.split('\n')) {
    const match = /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)((?:\s+[^\s#]+)*)/.exec(raw.trim());
    const [, options, uri, suite, components] = match ?? [];
    if (uri === undefined || suite === undefined) continue;
    const signedBy = /(?:^|\s)signed-by=(\S+)/i.exec(options ?? '')?.[1];
    sources.push({
      uri,
      suite,
      components: (components ?? '').trim().split(/\s+/).filter(Boolean),
      signedBy,
    });
  }
  return sources;
}

/** Entries of a file in the deb822 format (stanzas of `Types:`, `URIs:`, `Suites:`, …). */
export function parseDeb822(text: string): AptSource[] {
  const sources: AptSource[] = [];
  const withoutComments = text.replace(/^#.*\n?/gm, '');
  for (const stanza of withoutComments.split(/\n\s*\n/)) {
    const fields = new Map<string, string>();
    for (const [, key, value] of stanza.matchAll(/^([A-Za-z][\w-]*):((?:.*)(?:\n[ \t].*)*)/gm)) {
      if (key !== undefined && value !== undefined) fields.set(key.toLowerCase(), value.trim());
    }
    const words = (key: string) => (fields.get(key) ?? '').split(/\s+/).filter(Boolean);
    if (!words('types').includes('deb') || /^(no|false|0)$/i.test(fields.get('enabled') ?? '')) continue;
    for (const uri of words('uris')) {
      for (const suite of words('suites')) {
        sources.push({ uri, suite, components: words('components'), signedBy: fields.get('signed-by') });
      }
    }
  }
  return sources;
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
      return file.endsWith('.sources') ? parseDeb822(text) : parseOneLine(text);
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
