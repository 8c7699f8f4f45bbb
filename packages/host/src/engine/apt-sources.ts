/** One place packages come from, as far as it matters for adding a suite of the same archive. */
export interface AptSource {
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  readonly signedBy: string | null;
  readonly enabled: boolean;
}

/** Reads the deb822 format (`*.sources`). A `Signed-By` with a key in it is kept with its lines. */
export function parseDeb822(text: string): AptSource[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const fields = new Map<string, string>();
    let last = '';
    for (const line of paragraph.split('\n')) {
      if (line.startsWith('#')) continue;
      const field = /^([A-Za-z-]+):\s*(.*)$/.exec(line);
      if (field?.[1]) {
        last = field[1].toLowerCase();
        fields.set(last, field[2]?.trim() ?? '');
      } else if (last && /^\s/.test(line)) {
        fields.set(last, `${fields.get(last)}\n${line.trimEnd()}`);
      }
    }
    const words = (name: string) => (fields.get(name) ?? '').split(/\s+/).filter(Boolean);
    if (!words('types').includes('deb')) return [];
    return [
      {
        uris: words('uris'),
        suites: words('suites'),
        components: words('components'),
        signedBy: fields.get('signed-by') || null,
        enabled: !/^(no|false|0)$/i.test(fields.get('enabled') ?? 'yes'),
      },
    ];
  });
}

/** Reads the one-line format (`*.list`). */
export function parseOneLine(text: string): AptSource[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (!match?.[2] || !match[3]) return [];
    const signedBy = /signed-by=(\S+)/.exec(match[1] ?? '')?.[1] ?? null;
    return [
      {
        uris: [match[2]],
        suites: [match[3]],
        components: (match[4] ?? '').split(/\s+/).filter(Boolean),
        signedBy,
        enabled: true,
      },
    ];
  });
}

/**
 * A source file for `suite` of the archive that the host already uses for `release`; undefined when the host has the
 * suite, or has no source for the release to model it on.
 */
export function sourceForSuite(
  sources: readonly AptSource[],
  release: string,
  suite: string,
): string | undefined {
  const enabled = sources.filter((source) => source.enabled);
  if (enabled.some((source) => source.suites.includes(suite))) return undefined;
  const model = enabled.find(
    (source) => source.suites.includes(release) && source.components.includes('main'),
  );
  if (!model) return undefined;
  const lines = [
    '# Written by Springboard for the container engine Incus; `npm run uninstall` removes it.',
    'Types: deb',
    `URIs: ${model.uris.join(' ')}`,
    `Suites: ${suite}`,
    'Components: main',
  ];
  if (model.signedBy) lines.push(`Signed-By: ${model.signedBy}`);
  return `${lines.join('\n')}\n`;
}
