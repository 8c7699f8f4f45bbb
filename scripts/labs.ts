import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { outputTo } from '@springboard/host/output.ts';
import { bringTestEngineUp } from './launcher/test-engine.ts';
import { buildTestImages } from './testing/images.ts';

/** `npm run test:labs`: engine and images as a bare machine needs them, then `lab test` with every lab three times. */
const output = outputTo(process.stdout);
const config = loadLauncherConfig(process.env);
const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => abort.abort());

const problem = await bringTestEngineUp(config, output);
if (problem) {
  output.line(`There are no environments to test labs in. ${problem.reason} ${problem.remedy}`);
  process.exit(1);
}
await buildTestImages(config, abort.signal, (text) => output.progress(`images  ${text}`));
output.clear();
// The engine's start does not hear of a Ctrl-C.
if (abort.signal.aborted) process.exit(130);

const child = spawn(
  process.execPath,
  [
    join(repositoryRoot, 'apps/cli/src/main.ts'),
    'lab',
    'test',
    '--all',
    '--repeat',
    '3',
    ...process.argv.slice(2),
  ],
  { cwd: repositoryRoot, stdio: 'inherit' },
);
// A terminal sends its Ctrl-C to both; a signal to this process alone has to be passed on.
abort.signal.addEventListener('abort', () => child.kill('SIGINT'));
const [code] = (await once(child, 'close')) as [number | null];
process.exit(code ?? 1);
