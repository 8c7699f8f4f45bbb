import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Endpoint, poolFolder } from './endpoint.ts';

const run = promisify(execFile);

/** A count of a full pool takes seconds of its disk; more often than this it is not begun, in milliseconds. */
const atMostEveryMs = 30_000;

/** A program that asks the kernel has so many milliseconds; on a pool that hangs it would wait with it. */
const programLimitMs = 20_000;

/**
 * Keeps the disk limits of nodes in force. Btrfs gives up counting, and with it every limit, when a subvolume is deleted whose numbers it
 * has not settled (Linux 6.18: "qgroup marked inconsistent"), which happens as environments and images come and go; it counts again
 * only when told to. Works where the pool is btrfs on this host and ours to touch; elsewhere it does nothing.
 */
export class QuotaKeeper {
  readonly #path: string | undefined;
  #lastAt = Number.NEGATIVE_INFINITY;
  #flag: Promise<string | undefined> | undefined;

  constructor(endpoint: Endpoint, pool: string) {
    this.#path = poolFolder(endpoint, pool);
  }

  /** Begins a new count if the pool's numbers no longer hold; answers whether it did. The count goes on by itself. */
  async keep(signal?: AbortSignal, now = performance.now()): Promise<boolean> {
    if (this.#path === undefined || now - this.#lastAt < atMostEveryMs) return false;
    if (!(await this.broken())) return false;
    this.#lastAt = now;
    const file = await this.#flag;
    // By default the kernel does not even try to count while it deletes a deep subvolume; 8 levels are all there can be.
    if (file !== undefined) {
      await writeFile(join(dirname(file), 'drop_subtree_threshold'), '8').catch(() => undefined);
    }
    // Fails while a count is under way, which is just as well.
    return run('btrfs', ['quota', 'rescan', this.#path], { signal, timeout: programLimitMs }).then(
      () => true,
      () => false,
    );
  }

  /** Whether the kernel says that its numbers do not hold; false where there are none. */
  async broken(): Promise<boolean> {
    this.#flag ??= flagOf(this.#path);
    const file = await this.#flag;
    if (file === undefined) {
      this.#flag = undefined; // The pool may be made later.
      return false;
    }
    return (await readFile(file, 'utf8').catch(() => '0')).trim() === '1';
  }
}

async function flagOf(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const options = ['-n', '-t', 'btrfs', '-o', 'UUID', '--mountpoint', path];
  const found = await run('findmnt', options, { timeout: programLimitMs }).catch(() => null);
  const uuid = found?.stdout.trim();
  return uuid ? `/sys/fs/btrfs/${uuid}/qgroups/inconsistent` : undefined;
}
