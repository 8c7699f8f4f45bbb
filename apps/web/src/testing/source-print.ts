import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All that the page is built from, and more: also what it does not import, since Tailwind looks through files for the names of its classes. */
const sources = [
  'apps/web/{src,public}/**',
  'apps/web/*.*',
  'packages/*/{src/**,package.json}',
  'package-lock.json',
  'tsconfig.json',
];

const repository = join(import.meta.dirname, '../../../..');

/** A hash that is another one as soon as any source of the page is, or the Node.js that would build it. */
export function sourcePrint(root = repository): string {
  // React chooses by NODE_ENV what of it is built in.
  const hash = createHash('sha256').update(`${process.version} ${process.env.NODE_ENV}\n`);
  const found = globSync(sources, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of found.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    const content = readFileSync(path);
    hash.update(`${path.slice(root.length)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
