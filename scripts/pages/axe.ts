import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { z } from 'zod';

/**
 * axe-core is under the MPL 2.0, so it is no dependency of this repository: who asks for this check has it fetched from their npm registry, into a
 * folder that is never committed. Its version is pinned, and so is what its file holds.
 */
const version = '4.14.1';
const sha256 = '29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c';
const folder = join(repositoryRoot, 'node_modules/.cache/springboard-axe', version);

const Violations = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullable(),
    help: z.string(),
    nodes: z.array(
      z.object({ target: z.array(z.unknown()), html: z.string(), failureSummary: z.string().optional() }),
    ),
  }),
);
export type Violation = z.infer<typeof Violations>[number];

/** The text of axe-core's script. Rejects where it cannot be fetched, and where it is not what it should be. */
export async function fetchAxe(): Promise<string> {
  const path = join(folder, 'node_modules/axe-core/axe.min.js');
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known === undefined) {
    await mkdir(folder, { recursive: true });
    const install = [
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
    ];
    await promisify(execFile)('npm', [...install, `axe-core@${version}`], { cwd: folder });
  }
  const text = known ?? (await readFile(path, 'utf8'));
  const found = createHash('sha256').update(text).digest('hex');
  if (found !== sha256)
    throw new Error(`${path} is not axe-core ${version} as it was looked at: its SHA-256 is ${found}.`);
  return text;
}

/** What axe finds wrong with the page as it is. */
export async function violationsOf(page: Page, axe: string): Promise<Violation[]> {
  // By the debugger, since the pages let no script in that is not theirs.
  await page.evaluate(axe);
  const found = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)",
  );
  return Violations.parse(found);
}

/** A violation in a few lines. */
export function inWords({ id, impact, help, nodes }: Violation): string[] {
  return [
    `${id} (${impact ?? 'no impact said'}): ${help}`,
    ...nodes
      .slice(0, 4)
      .map(
        ({ target, failureSummary }) =>
          `    ${target.join(' ')}\n      ${(failureSummary ?? '').split('\n').slice(1, 2).join(' ').trim()}`,
      ),
    ...(nodes.length > 4 ? [`    and ${nodes.length - 4} more`] : []),
  ];
}
