// A process of its own: builds need root, take minutes, and must end with the launcher.
// Reads what to build from its arguments and writes one JSON message a line.
import { repositoryRoot } from '@springboard/config/paths.ts';
import { buildImages } from '@springboard/images/build.ts';
import type { BuilderMessage } from './image-messages.ts';

const [stateDir = '', ...groups] = process.argv.slice(2);
const abort = new AbortController();
process.on('SIGTERM', () => abort.abort());
// The launcher is gone when nobody reads.
process.stdout.on('error', () => abort.abort());

const tell = (message: BuilderMessage) => process.stdout.write(`${JSON.stringify(message)}\n`);

let failed = false;
for (const group of groups) {
  const names = group.split(',');
  try {
    const { built, seconds } = await buildImages({
      repoRoot: repositoryRoot,
      stateDir,
      names,
      signal: abort.signal,
      onProgress: (progress) => tell({ kind: 'progress', names, progress }),
    });
    tell({ kind: 'done', names, built: [...built], seconds });
  } catch (error) {
    if (abort.signal.aborted) break;
    failed = true;
    tell({ kind: 'failed', names, message: error instanceof Error ? error.message : String(error) });
  }
}
process.exit(failed ? 1 : 0);
