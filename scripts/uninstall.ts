import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { outputTo } from '@springboard/host/output.ts';
import { carryOutRemoval, describeRemoval, planRemoval } from '@springboard/host/uninstall.ts';
import { confirmed } from './launcher/engine.ts';

const { values } = parseArgs({
  options: { 'dry-run': { type: 'boolean', default: false }, yes: { type: 'boolean', default: false } },
});
const output = outputTo(process.stdout);
const config = loadLauncherConfig(process.env);
const removal = await planRemoval(config);
const print = (title: string, lines: readonly string[]) => {
  if (lines.length === 0) return;
  output.line(output.paint('bold', title));
  for (const line of lines) output.line(`  ${line}`);
  output.line();
};

const offered = describeRemoval(removal, values.yes);
print('Springboard put this here, and it will be removed:', offered.removed);
print('This stays:', offered.kept);
if (!removal.engineAnswers && removal.manifest.installations.length > 0) {
  output.line('The engine is not running, so its environments and images cannot be removed one by one;');
  output.line('`npm start` brings it up if you want that.');
  output.line();
}
if (offered.removed.length === 0) {
  output.line('There is nothing of Springboard on this machine but this checkout.');
} else if (values['dry-run']) {
  output.line('Nothing was removed (--dry-run).');
} else if (values.yes || !process.stdin.isTTY || (await confirmed('Remove it?'))) {
  const holdsDatabase = offered.kept.some((line) => line.startsWith('database'));
  const withDatabase =
    values.yes ||
    (holdsDatabase &&
      (await confirmed('Remove the database with all results, too? It cannot be brought back.')));
  spawnSync(process.execPath, [join(repositoryRoot, 'scripts/stop.ts')], { stdio: 'ignore' });
  const allWell = await carryOutRemoval(config, removal, withDatabase, (text) => output.line(`  ${text}`));
  output.line();
  output.line(
    allWell
      ? `Done. What is left is this checkout with its node_modules (${repositoryRoot}); remove it if you like.`
      : 'Not everything could be removed; what is left is still written down, so that this can be run again.',
  );
  process.exitCode = allWell ? 0 : 1;
} else {
  output.line('Nothing was removed.');
}
