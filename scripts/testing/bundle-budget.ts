import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Compressed size that the first load may have, in bytes (350 kB), without what loads with a terminal. */
export const budgetBytes = 350_000;

const asset = /(?:src|href)="\/?([^"]+\.(?:js|css))"/g;
const staticImport = /(?:^|[;}\s])(?:import|export)(?:[\w$*{},\s]+from)?\s*["'](\.{1,2}\/[^"']+\.js)["']/g;

/** Files that the browser loads before anything is clicked: what the page names, and what that imports statically. */
export function firstLoadFiles(read: (file: string) => string): string[] {
  const wanted = [...read('index.html').matchAll(asset)].map((match) => match[1] ?? '');
  const seen = new Set<string>();
  while (wanted.length > 0) {
    const file = wanted.pop();
    if (!file || seen.has(file)) continue;
    seen.add(file);
    if (!file.endsWith('.js')) continue;
    for (const [, specifier] of read(file).matchAll(staticImport)) {
      if (specifier) wanted.push(posix.join(posix.dirname(file), specifier));
    }
  }
  return [...seen].sort();
}

export interface BundleSize {
  readonly bytes: number;
  readonly files: readonly { readonly file: string; readonly bytes: number }[];
}

/** Compressed size of the first load of the pages in `dist`. */
export function firstLoadSize(dist: string): BundleSize {
  const files = firstLoadFiles((file) => readFileSync(join(dist, file), 'utf8')).map((file) => ({
    file,
    bytes: gzipSync(readFileSync(join(dist, file)), { level: 9 }).length,
  }));
  return { bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), files };
}
