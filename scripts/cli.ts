import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { outputTo } from '@springboard/host/output.ts';

/**
 * `npm run springboard -- …`: the command line, with the engine brought up first for what works on this machine's
 * engine and not through the API. On a bare machine, and after a reboot, these are one command too.
 */
const args = process.argv.slice(2);
const local = [
  ['images', 'build'],
  ['lab', 'test'],
].some(([group, command]) => args[0] === group && args[1] === command);
const elsewhere = args.some((arg) => /^(--remote(=.*)?|--help|-h)$/.test(arg));

if (local && !elsewhere) {
  // Loaded only here: the other commands need to be quick.
  const { bringTestEngineUp } = await import('./launcher/test-engine.ts');
  const output = outputTo(process.stderr);
  const problem = await bringTestEngineUp(loadLauncherConfig(process.env), output);
  if (problem) {
    output.line(`There is no engine to work on. ${problem.reason} ${problem.remedy}`);
    process.exit(1);
  }
}
// The program itself, in this process: scripts start apps, and import nothing of theirs.
await import(pathToFileURL(join(repositoryRoot, 'apps/cli/src/main.ts')).href);
