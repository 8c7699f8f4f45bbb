import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { outputTo } from '@springboard/host/output.ts';
import { cleanUp, prepareEngine, testEnvironment } from './testing/environment.ts';
import { buildTestImages } from './testing/images.ts';

/** Folders of `proofs/` by the names people give them. */
const proofs: Readonly<Record<string, string>> = {
  hostile: 'proofs/hostile',
  matrix: 'proofs/faults',
  crowd: 'proofs/crowd',
  frozen: 'proofs/frozen',
  space: 'proofs/space',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'boolean', default: false } },
});
const output = outputTo(process.stdout);
const chosen = positionals.length > 0 ? positionals : Object.keys(proofs);
const unknown = chosen.filter((name) => !(name in proofs));
if (unknown.length > 0) {
  output.line(`There is no proof "${unknown.join('", "')}"; there are ${Object.keys(proofs).join(', ')}.`);
  process.exit(2);
}

const base = loadLauncherConfig(process.env);
const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => abort.abort());

await cleanUp(base, (text) => output.line(text));
const test = await testEnvironment(base);
let code = 1;
try {
  const problem = await prepareEngine(test, false, output);
  if (problem) {
    output.line(`There are no environments to prove anything with. ${problem.reason} ${problem.remedy}`);
  } else {
    await buildTestImages(base, abort.signal, (text) => output.progress(`  images      ${text}`));
    output.clear();
    code = await prove();
  }
} finally {
  if (!values.keep) await cleanUp(base, (text) => output.line(text));
}
process.exit(code);

/** Runs the chosen proofs in full, one after the other: each wants the machine for itself. */
async function prove(): Promise<number> {
  // Each proof has a platform of its own; state, ports and installation of the tests' one are not for them.
  const { SPRINGBOARD_MACHINE_STATE, TMPDIR } = test.env;
  const folders = chosen.map((name) => proofs[name] ?? '');
  const child = spawn(
    join(repositoryRoot, 'node_modules/.bin/vitest'),
    ['run', '--project', 'int', '--no-file-parallelism', '--reporter=verbose', ...folders],
    {
      cwd: repositoryRoot,
      stdio: 'inherit',
      signal: abort.signal,
      env: { ...process.env, SPRINGBOARD_MACHINE_STATE, TMPDIR, SPRINGBOARD_PROOFS: 'full' },
    },
  );
  const [ended] = (await once(child, 'close')) as [number | null];
  return ended ?? 1;
}
