import { type Limit, limitFacts, limitsToRaise } from '../facts/limits.ts';
import { readText } from '../facts/os.ts';
import { addTo, amendManifest, type Manifest } from '../manifest.ts';
import { mustRunAsRoot, runAsRoot } from '../run.ts';

export const sysctlFile = '/etc/sysctl.d/60-springboard.conf';

/** Text of the settings file for these limits. */
export function sysctlText(
  raised: readonly { readonly limit: Pick<Limit, 'key' | 'wanted' | 'why'> }[],
): string {
  const lines = raised.map(({ limit }) => `# ${limit.why}\n${limit.key} = ${limit.wanted}`);
  return `# Written by Springboard; \`npm run uninstall\` removes it and puts the values of before back.\n${lines.join('\n')}\n`;
}

/** Writes a file as root, whole. */
export async function writeAsRoot(file: string, text: string, mode = '0644'): Promise<void> {
  await mustRunAsRoot(
    ['sh', '-c', 'umask 022 && cat >"$0.new" && chmod "$1" "$0.new" && mv "$0.new" "$0"', file, mode],
    `Writing ${file}`,
    'Is the file system writable?',
    { input: text },
  );
}

/**
 * Raises the limits that are below what is wanted, now and for later boots; each value of before is in the manifest.
 * Returns those the kernel refused (inside some containers), which is a warning and no failure.
 */
export async function raiseLimits(state: string): Promise<string[]> {
  const low = limitsToRaise(limitFacts());
  if (low.length === 0) return [];
  const manifest = amendManifest(state, (draft) => {
    addTo(draft.files, sysctlFile);
    for (const { limit, now } of low) {
      // After a boot the kernel's own value is back; what counts is the one from before our first start.
      const known = draft.sysctls.find(({ key }) => key === limit.key);
      if (known) known.after = limit.wanted;
      else draft.sysctls.push({ key: limit.key, before: now, after: limit.wanted });
    }
  });
  await writeAsRoot(sysctlFile, textOf(manifest));
  const refused: string[] = [];
  for (const { limit } of low) {
    const result = await runAsRoot(['sysctl', '-q', '-w', `${limit.key}=${limit.wanted}`]);
    if (result.code !== 0) refused.push(limit.key);
  }
  return refused;
}

function textOf(manifest: Manifest): string {
  return sysctlText(
    manifest.sysctls.map(({ key, after }) => ({
      limit: { key, wanted: after, why: 'raised for many environments' },
    })),
  );
}

/** Puts the value of before back, unless somebody has changed it since. Throws `HostError`. */
export async function restoreLimit({ key, before, after }: Manifest['sysctls'][number]): Promise<void> {
  const now = Number(readText(`/proc/sys/${key.replaceAll('.', '/')}`)?.trim());
  if (now !== after) return;
  await mustRunAsRoot(
    ['sysctl', '-q', '-w', `${key}=${before}`],
    `Putting ${key} back to ${before}`,
    'Does this machine allow it? A boot puts it back, too.',
  );
}
