import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Import } from './rules.ts';

const statement =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Specifiers of all import and re-export statements of a source text, static and dynamic. */
export function specifiersOf(source: string): string[] {
  const withoutComments = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');
  return [...withoutComments.matchAll(statement)].flatMap((match) => match[1] ?? match[2] ?? []);
}

const skipped = new Set(['node_modules', 'dist', 'generated', '.turbo']);

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sourceFiles(path);
    return /\.(ts|tsx|mts|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

/** Every import of every source file under these folders of the repository. */
export function importsUnder(root: string, folders: readonly string[]): Import[] {
  return folders
    .flatMap((folder) => sourceFiles(join(root, folder)))
    .flatMap((path) =>
      specifiersOf(readFileSync(path, 'utf8')).map((specifier): Import => {
        const file = relative(root, path);
        if (!specifier.startsWith('.')) return { file, specifier };
        return { file, specifier, target: relative(root, join(dirname(path), specifier)) };
      }),
    );
}
