import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { carryOutRemoval } from '@springboard/host/carry-out-removal.ts';
import { outputTo } from '@springboard/host/output.ts';
import { describeRemoval, planRemoval, wakeEngine } from '@springboard/host/uninstall.ts';
import { confirmed } from './launcher/engine.ts';

const { values } = parseArgs({
  options: { 'dry-run': { type: 'boolean', default: false }, yes: { type: 'boolean', default: false } },
});
const output = outputTo(process.stdout);
const config = loadLauncherConfig(process.env);
if (!values['dry-run']) {
  await wakeEngine(config, (text) =>
    output.progress(`Bringing the engine up, to see what it holds: ${text}`),
  );
  output.clear();
}
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
if (removal.engine === 'silent' && offered.kept.length > 0) {
  output.line('The engine does not answer. What it holds, its packages and /var/lib/incus stay as they are.');
  if (values['dry-run']) output.line('Without --dry-run it is started first, to see what in it can go.');
  output.line();
}
if (offered.removed.length === 0) {
  output.line(
    offered.kept.length === 0
      ? 'There is nothing of Springboard on this machine but this checkout.'
      : 'There is nothing to remove now.',
  );
} else if (values['dry-run']) {
  output.line('Nothing was removed (--dry-run).');
} else if (!values.yes && !process.stdin.isTTY) {
  output.line(
    'Nothing was removed: there is no terminal to ask on. Run this again with --yes, which removes',
  );
  output.line(
    'all of it unasked, the database with all results too; or with --dry-run, which only shows it.',
  );
  process.exitCode = 2;
} else if (values.yes || (await confirmed('Remove it?'))) {
  const holdsDatabase = offered.kept.some((line) => line.startsWith('database'));
  const withDatabase =
    values.yes ||
    (holdsDatabase &&
      (await confirmed('Remove the database with all results, too? It cannot be brought back.')));
  spawnSync(process.execPath, [join(repositoryRoot, 'scripts/stop.ts')], { stdio: 'ignore' });
  const allWell = await carryOutRemoval(config, removal, withDatabase, (text) => output.line(`  ${text}`));
  output.line();
  if (!allWell) {
    output.line('Not everything could be removed; what is left is still written down: run this again.');
  } else if (describeRemoval(removal, withDatabase).kept.length > 0) {
    output.line('Done. What stays is listed above, and still written down as far as it is ours.');
  } else {
    output.line(`Done. What is left is this checkout with its node_modules (${repositoryRoot}).`);
  }
  process.exitCode = allWell ? 0 : 1;
} else {
  output.line('Nothing was removed.');
}
