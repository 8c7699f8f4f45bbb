// The first step of every npm script: runs on any Node.js from 18 on, installs the dependencies when they are
// missing, then hands over to the TypeScript entry on the pinned Node.js.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
// biome-ignore lint/correctness/useImportExtensions: the types are in a .d.mts beside it
import { dependenciesInstalled, installDependencies, pinnedNode } from './dependencies.mjs';
import { help } from './help.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entries = {
  start: 'scripts/start.ts',
  stop: 'scripts/stop.ts',
  test: 'scripts/test.ts',
  'test:faults': 'scripts/faults.ts',
  'test:labs': 'scripts/labs.ts',
  'test:axe': 'scripts/axe.ts',
  pictures: 'scripts/pictures.ts',
  doctor: 'scripts/doctor.ts',
  uninstall: 'scripts/uninstall.ts',
  bench: 'bench/main.ts',
  cli: 'scripts/cli.ts',
};

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Runs `node entry …` with our terminal, passes signals on, and ends as it ends. */
function handOver(node, entry, args, env) {
  const child = spawn(node, [entry, ...args], { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) =>
    fail(`${node} cannot be run (${error.message}). Remove node_modules and try again.`),
  );
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}

const [command, ...args] = process.argv.slice(2);
const entry = entries[command];
if (!entry) fail(`Usage: node scripts/bootstrap.mjs ${Object.keys(entries).join('|')} [OPTIONS]`);
const major = Number(process.versions.node.split('.')[0]);
if (major < 18) fail(`Springboard needs Node.js 18 or newer to begin with; this is ${process.version}.`);
if (help[command] && (args.includes('--help') || args.includes('-h'))) {
  process.stdout.write(`${help[command]}\n`);
  process.exit(0);
}
if (!existsSync(join(root, entry))) fail(`${entry} is not part of this checkout.`);

// npm's own variables describe the Node.js that npm runs on, not the one that the work is done with.
const env = { ...process.env };
delete env.npm_config_nodedir;
delete env.npm_node_execpath;
delete env.NODE;

if (!dependenciesInstalled(root)) {
  const installed = await installDependencies(root, env, (text) => process.stdout.write(text));
  if (!installed) process.exit(1);
}
const pinned = pinnedNode(root);
let node = pinned.path;
if (pinned.problem) {
  if (major < 24) {
    fail(
      `${pinned.problem}, and the Node.js of this machine is ${process.version}; 24 or newer is needed.\n` +
        'Install Node.js 24, or remove node_modules and try again.',
    );
  }
  node = process.execPath;
}
// Compiled code is kept between starts: without it each process compiles TypeScript and libraries anew.
env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'springboard-compile');
env.PATH = [join(root, 'node_modules', '.bin'), env.PATH].join(delimiter);
handOver(node, join(root, entry), args, env);
