import { fileURLToPath } from 'node:url';

/** For tests: the page as it is shipped, by the paths of its files. */
export async function buildPage(): Promise<Map<string, string | Uint8Array>> {
  const { build } = await import('vite');
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const output = await build({ root, logLevel: 'error', build: { write: false } });
  if (!('output' in output)) throw new Error('one build was expected');
  return new Map(
    output.output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  );
}
