import { fileURLToPath } from 'node:url';
import { keepPage, keptPage, type PageFiles } from './kept-page.ts';
import { sourcePrint } from './source-print.ts';

/**
 * For tests: the page as it is shipped. Each file of tests runs in a process of its own, and all of them need the same page: the first builds
 * it, and it is kept for the others until one of its sources changes.
 */
export async function builtPage(): Promise<PageFiles> {
  const print = sourcePrint();
  const kept = await keptPage(print);
  if (kept !== null) return kept;
  const files = await buildPage();
  // What was changed meanwhile may be in it or not.
  if (sourcePrint() === print) await keepPage(print, files);
  return files;
}

async function buildPage(): Promise<PageFiles> {
  const { build } = await import('vite');
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const output = await build({ root, logLevel: 'error', build: { write: false } });
  if (!('output' in output)) throw new Error('one build was expected');
  return new Map(
    output.output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  );
}
