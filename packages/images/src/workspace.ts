import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type CommandOptions, run } from './commands.ts';

/** Folders of image builds in the state folder. */
export function imageFolders(stateDir: string) {
  return {
    /** Half-made things; nothing in it outlives a build. */
    work: join(stateDir, 'image-work'),
    /** Root file systems of parents, bootstrap outputs, downloaded packages. May be deleted at any time. */
    cache: join(stateDir, 'image-cache'),
    logs: join(stateDir, 'image-logs'),
    durations: join(stateDir, 'image-durations.json'),
  };
}

/** What one image's build works with. */
export interface Workspace {
  readonly repoRoot: string;
  readonly work: string;
  readonly cache: string;
  /** Storage pool for builder instances, and to unpack finished images in. */
  readonly pool: string;
  readonly logFile: string;
  readonly log: Writable;
  /** Options for every command of this build: log, signal, last line. */
  readonly command: CommandOptions;
  readonly buildId: string;
}

export async function openWorkspace(options: {
  readonly repoRoot: string;
  readonly stateDir: string;
  readonly pool: string;
  readonly image: string;
  readonly signal: AbortSignal | undefined;
  readonly onLine: (line: string) => void;
}): Promise<Workspace> {
  const folders = imageFolders(options.stateDir);
  const work = join(folders.work, options.image);
  await mkdir(work, { recursive: true, mode: 0o700 });
  await mkdir(folders.cache, { recursive: true });
  await mkdir(folders.logs, { recursive: true });
  const logFile = join(folders.logs, `${options.image}.log`);
  const log = createWriteStream(logFile);
  return {
    repoRoot: options.repoRoot,
    work,
    cache: folders.cache,
    pool: options.pool,
    logFile,
    log,
    command: { signal: options.signal, onLine: options.onLine, log },
    buildId: randomBytes(4).toString('hex'),
  };
}

/** A script of this package's `scripts/`. */
export function script(name: string): string {
  return fileURLToPath(new URL(`../scripts/${name}`, import.meta.url));
}

/** Runs a command in mount and process namespaces of its own: it ends as a whole, and nothing stays mounted. */
export function runIsolated(command: readonly string[], options: CommandOptions): Promise<string> {
  return run('unshare', ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', ...command], options);
}

/** Removes a folder tree of root file systems, never crossing into a mount. */
export async function removeTree(path: string): Promise<void> {
  await run('rm', ['-rf', '--one-file-system', path]);
}
